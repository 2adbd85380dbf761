/**
 * Thumbnail — ảnh nhỏ.
 *
 * Holds the place of a picture and fetches it once it has come into view.
 */
import type { Sha256 } from '@loaso/shared/ids';
import type { JSX } from 'react';
import { pictureAt } from '../api/photos.js';
import { useSeen } from './use-seen.js';
import './thumbnail.css';

type Props = {
  readonly sha256: Sha256;
  /** Empty where the words beside it say the same. */
  readonly alt: string;
};

export function Thumbnail({ sha256, alt }: Props): JSX.Element {
  const { ref, seen } = useSeen<HTMLSpanElement>();
  return (
    <span ref={ref} className="thumbnail">
      {seen ? <img src={pictureAt(sha256)} alt={alt} decoding="async" /> : null}
    </span>
  );
}
