/**
 * Speakers of one airing — từng cụm của một lượt phát.
 *
 * The records behind the figures: what each speaker says it did, with its reason.
 */

import type { DiaryLine } from '@loaso/shared/wire/http/reports';
import type { Airing } from '@loaso/shared/wire/http/schedule';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { JSX } from 'react';
import { airingsInQuery } from '../../api/schedule.js';
import { useWords } from '../../i18n/use-words.js';
import { Waiting } from '../../parts/page.js';
import { AiringPill } from '../../parts/pill.js';
import { ProblemNotice } from '../../parts/problem.js';

/** One schedule line on more boxes of one place than this is read as a file. */
const BOXES_MAX = 1000;

export function LineBoxes({ line }: { readonly line: DiaryLine }): JSX.Element {
  const { t, fmt } = useWords();
  const { areaId, startAt, entryId, station } = line;
  const span = { from: startAt, to: startAt + 1 };
  const airings = useQuery(airingsInQuery(areaId, { ...span, station: station?.id }, BOXES_MAX));
  const own = (airings.data ?? []).filter((one) => one.entryId === entryId);
  return (
    <div className="diary-boxes">
      <ProblemNotice error={airings.error} onRetry={airings.refetch} />
      {airings.isPending ? <Waiting /> : null}
      <ul className="plain-list rows">
        {own.map((airing) => (
          <li key={airing.playId} className="row" data-testid="diary-box">
            <Link
              to="/cum-loa/$deviceId"
              params={{ deviceId: airing.deviceId }}
              className="grow wrap-any"
            >
              {airing.deviceName}
            </Link>
            <span className="small muted">{played(airing, fmt.duration)}</span>
            {airing.virtual ? <span className="small">{t('report.figure.virtual')}</span> : null}
            <AiringPill state={airing.state} />
          </li>
        ))}
      </ul>
    </div>
  );
}

const played = ({ playedMs }: Airing, duration: (ms: number) => string): string =>
  playedMs === 0 ? '' : duration(playedMs);
