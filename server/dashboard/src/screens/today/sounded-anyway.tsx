/**
 * Sounded anyway — đã rút mà loa vẫn phát.
 *
 * Said for some days where people begin theirs: what was heard though it was taken back, on which speaker,
 * and why that one did not know. Silent else.
 */
import type { SoundedAnyway as Heard } from '@loaso/shared/wire/http/sounded-anyway';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { JSX } from 'react';
import { soundedAnywayQuery } from '../../api/fleet.js';
import { useWords } from '../../i18n/use-words.js';
import { Notice } from '../../parts/notice.js';

/** More are folded: one line of a province may have sounded on many speakers. */
const SHOWN = 2;

export function SoundedAnyway(): JSX.Element | null {
  const { t, fmt } = useWords();
  const { data = [] } = useQuery(soundedAnywayQuery);
  if (data.length === 0) return null;
  const [first, more] = [data.slice(0, SHOWN), data.slice(SHOWN)];
  return (
    <Notice tone="warn" title={t('shell.today.anyway')} testId="sounded-anyway" still>
      <Rows heard={first} />
      {more.length === 0 ? null : (
        <details className="fold">
          <summary>{t('shell.today.anywayMore', { n: fmt.number(more.length) })}</summary>
          <Rows heard={more} />
        </details>
      )}
      <p className="small">{t('shell.today.anywayNext')}</p>
    </Notice>
  );
}

function Rows({ heard }: { readonly heard: readonly Heard[] }): JSX.Element {
  const { t, pick } = useWords();
  return (
    <ul className="plain-list stack-sm">
      {heard.map(({ entryId, deviceId, startAt, words }) => (
        <li key={`${entryId} ${deviceId} ${startAt}`}>
          {pick(words)}{' '}
          <Link to="/cum-loa/$deviceId" params={{ deviceId }}>
            {t('shell.today.anywayBox')}
          </Link>
        </li>
      ))}
    </ul>
  );
}
