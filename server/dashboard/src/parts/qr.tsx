/**
 * QR code — hình để quét bằng điện thoại.
 *
 * Dark on light in both themes, since readers need it so.
 */
import type { JSX } from 'react';
import { modulesOf, pathOf, sizeOf } from './qr-path.js';
import './qr.css';

type Props = { readonly text: string; readonly label: string };

export function Qr({ text, label }: Props): JSX.Element {
  const modules = modulesOf(text);
  const size = sizeOf(modules);
  return (
    <svg className="qr" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label}>
      <path className="qr-ground" d={`M0 0h${size}v${size}H0z`} />
      <path className="qr-dark" d={pathOf(modules)} shapeRendering="crispEdges" />
    </svg>
  );
}
