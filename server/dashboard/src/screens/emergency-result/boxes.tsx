/**
 * Speaker by speaker — từng cụm loa.
 *
 * Those that stay silent first, with their reason; then who has it, and how fast.
 */
import type { EmergencyBox, EmergencyDetail } from '@loaso/shared/wire/http/emergency';
import { Link } from '@tanstack/react-router';
import { type JSX, useState } from 'react';
import { useWords } from '../../i18n/use-words.js';
import { BOX_LOOK, inOrder } from '../../parts/emergency-looks.js';
import { finds } from '../../parts/fold.js';
import { Section } from '../../parts/page.js';
import { Pill } from '../../parts/pill.js';
import { SearchField } from '../../parts/search-field.js';

const SEARCH_FROM = 12;
const SHOWN_MAX = 150;

export function Boxes({ emergency }: { readonly emergency: EmergencyDetail }): JSX.Element {
  const { t } = useWords();
  const [sought, setSought] = useState('');
  const { boxes, kind } = emergency;
  const found = inOrder(boxes).filter((box) => finds(sought, box.deviceName, box.areaName));
  return (
    <Section title={t('emergency.result.boxes')} testId="boxes">
      {boxes.length === 0 ? <p className="muted">{t('emergency.result.boxesNone')}</p> : null}
      {boxes.length >= SEARCH_FROM ? (
        <SearchField label={t('emergency.result.find')} value={sought} onChange={setSought} />
      ) : null}
      <ul className="plain-list rows">
        {found.slice(0, SHOWN_MAX).map((box) => (
          <Row key={box.deviceId} box={box} drill={kind === 'drill'} />
        ))}
      </ul>
    </Section>
  );
}

type RowProps = { readonly box: EmergencyBox; readonly drill: boolean };

function Row({ box, drill }: RowProps): JSX.Element {
  const { t, fmt, pick } = useWords();
  const good = drill && box.state !== 'cut' && (box.soundedAfterMs ?? box.acceptedAfterMs) !== null;
  const [tone, icon] = good ? BOX_LOOK.played : BOX_LOOK[box.state];
  const seconds = (ms: number): string => fmt.number(ms / 1000);
  const { acceptedAfterMs: accepted, soundedAfterMs: sounded } = box;
  const told = [
    accepted === null ? null : t('emergency.result.accepted', { time: seconds(accepted) }),
    sounded === null ? null : t('emergency.result.sounded', { time: seconds(sounded) }),
    box.reason === null ? null : pick(box.reason),
  ].filter((one) => one !== null);
  return (
    <li className="result-box" data-testid="box" data-state={box.state}>
      <span className="grow">
        <Link to="/cum-loa/$deviceId" params={{ deviceId: box.deviceId }}>
          {box.deviceName}
        </Link>
        <span className="small muted result-area">{box.areaName}</span>
      </span>
      <Pill tone={tone} icon={icon}>
        {t(drill ? `emergency.drillBox.${box.state}` : `emergency.box.${box.state}`)}
      </Pill>
      <span className="small muted numbers result-times">{told.join(' · ')}</span>
    </li>
  );
}
