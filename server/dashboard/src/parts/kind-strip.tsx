/**
 * Real or drill — dải báo làm thật hay diễn tập.
 *
 * Above everything that belongs to an emergency: in colour, pattern, sign and words, so that the one
 * cannot be taken for the other.
 */
import type { EmergencyKind } from '@loaso/shared/wire/http/emergency';
import type { JSX } from 'react';
import { useWords } from '../i18n/use-words.js';
import { Icon } from './icon.js';
import './kind-strip.css';

type Props = {
  readonly kind: EmergencyKind;
  /** The order is given: what it is, no longer what it will do. */
  readonly given?: boolean;
};

export function KindStrip({ kind, given = false }: Props): JSX.Element {
  const { t } = useWords();
  const drill = kind === 'drill';
  const real = given ? 'emergency.banner.real' : 'emergency.realStrip';
  return (
    <p className={`alarm-strip alarm-strip-${kind}`} data-testid="kind">
      <span className="alarm-strip-words">
        <Icon name={drill ? 'drill' : 'siren'} size={22} />
        {t(drill ? 'emergency.drillStrip' : real)}
      </span>
    </p>
  );
}
