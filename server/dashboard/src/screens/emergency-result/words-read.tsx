/**
 * Words on the speakers — lời trên loa.
 *
 * The message to hear and, for whom it may concern, its words.
 */
import type { Emergency } from '@loaso/shared/wire/http/emergency';
import { useQuery } from '@tanstack/react-query';
import type { JSX } from 'react';
import { bulletinQuery } from '../../api/content.js';
import { may } from '../../app/navigation.js';
import { useMe } from '../../app/session.js';
import { useWords } from '../../i18n/use-words.js';
import { Player } from '../../parts/player.js';

export function WordsRead({ emergency }: { readonly emergency: Emergency }): JSX.Element {
  const { t } = useWords();
  const me = useMe();
  const readable = may.readContent(me.role);
  const bulletin = useQuery({ ...bulletinQuery(emergency.bulletinId), enabled: readable });
  const spoken = (bulletin.data?.script.sentences ?? [])
    .map((sentence) => sentence.spoken)
    .filter((text) => text !== '');
  return (
    <div className="stack-sm">
      <Player
        full
        sha256={emergency.sha256}
        title={emergency.title}
        durationMs={emergency.durationMs}
      />
      {spoken.length === 0 ? null : (
        <>
          <h3>{t('emergency.result.text')}</h3>
          {/* A long text scrolls inside; it takes the focus so that the keyboard can scroll it. */}
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable region must be reachable by keyboard */}
          <section className="result-text" tabIndex={0} aria-label={t('emergency.result.text')}>
            {spoken.map((text, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: sentences keep their places
              <p key={index}>{text}</p>
            ))}
          </section>
        </>
      )}
    </div>
  );
}
