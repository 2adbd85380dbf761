/**
 * Own station — phần việc của đài mình.
 *
 * Says to somebody who works for single stations what they can do here, before the server has to.
 */
import type { JSX } from 'react';
import { useOwnBoxes } from '../app/own-boxes.js';
import { useWords } from '../i18n/use-words.js';
import { Notice } from './notice.js';

type Props = {
  /** choose: among the boxes of the station; foreign: of another one; whole: for all of the commune. */
  readonly about: 'choose' | 'foreign' | 'whole';
};

export function OwnStation({ about }: Props): JSX.Element | null {
  const { t } = useWords();
  const own = useOwnBoxes();
  return own === null ? null : (
    <Notice tone="info" still testId="own-station">
      <p>{t(`words.ownStation.${about}`, { names: own.names })}</p>
    </Notice>
  );
}
