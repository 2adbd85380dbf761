/**
 * Moving an airing, told — bảng dời lượt phát.
 *
 * Stands at the foot of the screen while an airing is on its way: from when to when, who would have to
 * give way, for how much of the line. Nothing is saved before somebody says so.
 */
import { localDateOf } from '@loaso/shared/time';
import type { EditScope, Entry } from '@loaso/shared/wire/http/schedule';
import { Button } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { type JSX, useEffect, useRef, useState } from 'react';
import { type EditBody, editEntry } from '../../api/schedule.js';
import { useNow } from '../../app/clock.js';
import { useWords } from '../../i18n/use-words.js';
import { ProblemNotice } from '../../parts/problem.js';
import { useDeed } from '../../parts/use-deed.js';
import { ScopeField } from '../entry/scope-field.js';
import { useRemember } from './last-edit.js';
import { editOfMove, type Move } from './move.js';
import { MoveEffect } from './move-effect.js';
import { ruleText } from './rule-text.js';
import './move-panel.css';

/** The hand pauses so long before the server is asked, milliseconds. */
const PREVIEW_DELAY_MS = 250;

type Props = {
  readonly move: Move;
  readonly entry: Entry;
  /** Counts the presses of Enter on the airing. */
  readonly saves: number;
  readonly onDone: () => void;
};

export function MovePanel({ move, entry, saves, onDone }: Props): JSX.Element {
  const { t, fmt } = useWords();
  const now = useNow(60_000);
  const today = localDateOf(now);
  const [scope, setScope] = useState<EditScope>('this');
  const edit = editOfMove(move, entry, { scope, today });
  const whole = editOfMove(move, entry, { scope: 'all', today });
  const [settled] = useDebouncedValue(edit, PREVIEW_DELAY_MS);
  const deed = useSaving(entry, onDone);
  useOnEnter(saves, () => (edit === null || deed.isPending ? undefined : deed.mutate(edit)));
  return (
    <section className="move-panel card" aria-label={t('schedule.move.title')} data-testid="move">
      <div className="stack-sm" aria-live="polite">
        <h2>{t('schedule.move.of', { title: move.item.title })}</h2>
        {move.to === move.item.startAt ? null : (
          <p className="numbers">
            {t('schedule.move.fromTo', {
              from: fmt.when(move.item.startAt, now),
              to: fmt.when(move.to, now),
            })}
          </p>
        )}
        <Stretched move={move} />
        {edit?.change?.rule === undefined || entry.rule.kind === 'once' ? null : (
          <p className="small muted">{ruleText(edit.change.rule as Entry['rule'], t, fmt)}</p>
        )}
      </div>
      {entry.rule.kind === 'once' ? null : whole === null ? (
        <p className="small muted">{t('schedule.move.onlyThis')}</p>
      ) : (
        <ScopeField at={move.item.startAt} value={scope} onChange={setScope} />
      )}
      <div className="move-effect">
        {settled === null ? null : <MoveEffect entryId={entry.id} edit={settled} />}
      </div>
      <ProblemNotice error={deed.error} />
      <div className="row">
        <Button
          loading={deed.isPending}
          disabled={edit === null}
          onClick={() => (edit === null ? undefined : deed.mutate(edit))}
        >
          {t('schedule.move.save')}
        </Button>
        <Button variant="default" onClick={onDone}>
          {t('schedule.move.revert')}
        </Button>
        <span className="small muted move-keys">{t('schedule.move.keys')}</span>
      </div>
    </section>
  );
}

function Stretched({ move: { item, stretch } }: { readonly move: Move }): JSX.Element | null {
  const { t, fmt } = useWords();
  if (stretch === null) return null;
  const lasts = { was: fmt.duration(item.durationMs), time: fmt.duration(stretch.lengthMs) };
  return (
    <p className="numbers" data-testid="stretch">
      {stretch.kind === 'times'
        ? t('schedule.move.reads', { n: stretch.times, ...lasts })
        : t('schedule.move.relays', lasts)}
    </p>
  );
}

function useSaving(entry: Entry, onDone: () => void) {
  const { t } = useWords();
  const remember = useRemember();
  return useDeed({
    run: (edit: EditBody) => editEntry({ id: entry.id, edit }),
    renews: ['calendar', 'entries', 'overview', 'airings', 'device', 'week-ahead'],
    done: t('schedule.move.done'),
    after: ({ undo, publish }) => {
      remember({ title: entry.title, undo, publicationId: publish.publicationId });
      onDone();
    },
  });
}

/** Saves by the newest state whenever Enter was pressed once more. */
function useOnEnter(saves: number, save: () => void): void {
  const seen = useRef(saves);
  const latest = useRef(save);
  latest.current = save;
  useEffect(() => {
    if (seen.current === saves) return;
    seen.current = saves;
    latest.current();
  }, [saves]);
}
