/**
 * Live note — tình trạng trực tiếp.
 *
 * Says whether the figures move by themselves, and since when they do not.
 */
import { type JSX, useEffect, useSyncExternalStore } from 'react';
import { formatClock } from '../i18n/format.js';
import { useWords } from '../i18n/use-words.js';
import { Notice } from '../parts/notice.js';
import { liveFeed } from './client-state.js';
import { answersKeptAt } from './offline.js';

const useLive = () => useSyncExternalStore(liveFeed.subscribe, liveFeed.state);

/** Keeps the feed open while the frame is on screen. */
export function useLiveFeed(): void {
  useEffect(() => {
    liveFeed.start();
    return () => liveFeed.stop();
  }, []);
}

export function LiveDot(): JSX.Element {
  const { t } = useWords();
  const { kind } = useLive();
  const word = kind === 'live' ? t('shell.live.live') : t('shell.live.connecting');
  return (
    <span className={`live-dot live-${kind}`} data-testid="live" data-live={kind}>
      <span className="live-lamp" aria-hidden="true" />
      {word}
    </span>
  );
}

export function LiveBanner(): JSX.Element | null {
  const { t, fmt } = useWords();
  const live = useLive();
  const kept = answersKeptAt();
  if (live.kind !== 'cut') return null;
  return (
    <div className="live-banner">
      <Notice tone="warn" testId="live-cut">
        <p>
          {kept === null
            ? t('shell.live.cut', { time: formatClock(live.since) })
            : t('shell.live.kept', { when: fmt.dateTime(kept) })}
        </p>
      </Notice>
    </div>
  );
}
