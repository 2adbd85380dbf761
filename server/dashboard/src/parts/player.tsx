/**
 * Player — nghe thử.
 *
 * One voice at a time on the whole page: pressing play on a row stops the other. Keyboard and
 * screen reader get a button and a slider with its time in words.
 */
import type { JSX } from 'react';
import { formatPosition } from '../i18n/format.js';
import { useWords } from '../i18n/use-words.js';
import { Icon } from './icon.js';
import { seek, toggle, useListening } from './listening.js';
import './player.css';

type Props = {
  readonly sha256: string;
  readonly title: string;
  readonly durationMs: number;
  /** The slider is always there; on rows it appears while playing. */
  readonly full?: boolean;
};

export function Player({ sha256, title, durationMs, full = false }: Props): JSX.Element {
  const { t } = useWords();
  const heard = useListening(sha256);
  const showBar = full || heard.current;
  return (
    <div className={`player ${full ? 'player-full' : ''}`} data-testid="player">
      <button
        type="button"
        className="player-button"
        aria-label={t(heard.playing ? 'words.player.pause' : 'words.player.play', { title })}
        onClick={() => toggle(sha256)}
      >
        <Icon name={heard.playing ? 'pause' : 'play'} filled={!heard.playing} size={22} />
      </button>
      {showBar ? (
        <input
          type="range"
          className="player-bar"
          aria-label={t('words.player.position')}
          aria-valuetext={t('words.player.of', {
            at: formatPosition(heard.positionMs),
            all: formatPosition(durationMs),
          })}
          min={0}
          max={durationMs}
          step={1000}
          value={Math.min(heard.positionMs, durationMs)}
          onChange={(event) => seek(sha256, Number(event.currentTarget.value))}
        />
      ) : null}
      <span className="numbers small muted player-time">
        {heard.current ? `${formatPosition(heard.positionMs)} / ` : ''}
        {formatPosition(durationMs)}
      </span>
      {heard.failed ? (
        <span className="small player-failed" role="alert">
          {t('words.player.failed')}
        </span>
      ) : null}
    </div>
  );
}
