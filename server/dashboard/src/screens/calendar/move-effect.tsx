/**
 * What a move does — việc dời giờ sẽ làm gì.
 *
 * Short, since it is read while the hand still moves: who has to give way and what then happens to
 * them, who loses minutes at another hour, or why the speakers would be silent. Asked of the server, which resolves as the boxes do.
 */
import type { EntryPreview } from '@loaso/shared/wire/http/schedule';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { JSX } from 'react';
import { type EditBody, previewEdit } from '../../api/schedule.js';
import { useNow } from '../../app/clock.js';
import { useWords } from '../../i18n/use-words.js';
import { Notice } from '../../parts/notice.js';
import { ProblemNotice } from '../../parts/problem.js';
import { useSilenceWords } from '../entry/silence-words.js';

/** More than these are a number. */
const SHOWN = 3;

type Props = { readonly entryId: Parameters<typeof previewEdit>[0]['id']; readonly edit: EditBody };

export function MoveEffect({ entryId, edit }: Props): JSX.Element {
  const { t } = useWords();
  const preview = useQuery({
    queryKey: ['entry-preview', entryId, edit],
    queryFn: () => previewEdit({ id: entryId, edit }),
    placeholderData: keepPreviousData,
    retry: false,
    gcTime: 0,
  });
  if (preview.error !== null) return <ProblemNotice error={preview.error} />;
  if (preview.data === undefined) {
    return <p className="muted small">{t('schedule.add.previewing')}</p>;
  }
  return <Told preview={preview.data} fresh={!preview.isPlaceholderData} />;
}

type ToldProps = { readonly preview: EntryPreview; readonly fresh: boolean };

function Told({ preview, fresh }: ToldProps): JSX.Element {
  const { t, fmt, pick } = useWords();
  const now = useNow(60_000);
  const silence = useSilenceWords();
  const { conflicts, losses, refusals } = preview;
  const lines = [
    ...refusals.map((one) => ({ at: one.startAt, text: silence(one, preview.devices) })),
    ...conflicts.map((one) => ({
      at: one.startAt,
      text: `${t(one.winner === 'this' ? 'schedule.move.wins' : 'schedule.move.loses', {
        title: one.otherTitle,
      })} ${pick(one.fate)}`,
    })),
    ...losses.map((one) => ({ at: one.startAt, text: pick(one) })),
  ];
  const bad = refusals.some(({ devices }) => devices >= preview.devices);
  const tone = bad ? 'bad' : lines.length > 0 ? 'warn' : 'good';
  return (
    <div aria-live="polite" aria-busy={!fresh} data-testid="move-effect" data-fresh={fresh}>
      <Notice tone={tone} still>
        {lines.length === 0 ? <p>{t('schedule.move.fine')}</p> : null}
        {lines.slice(0, SHOWN).map(({ at, text }) => (
          <p key={`${at} ${text}`} className="small">
            <span className="numbers strong">{`${fmt.when(at, now)}: `}</span>
            {text}
          </p>
        ))}
        {lines.length > SHOWN ? (
          <p className="small">{t('schedule.move.more', { n: lines.length - SHOWN })}</p>
        ) : null}
      </Notice>
    </div>
  );
}
