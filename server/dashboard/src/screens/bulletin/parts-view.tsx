/**
 * Parts to be read — chọn phần đọc.
 *
 * A tick for each Điều or appendix, and inside it for each clause. Nothing changes until it is saved;
 * what was left out before comes back as the rules read it.
 */
import type { Bulletin } from '@loaso/shared/wire/http/content';
import type { ScriptSentence } from '@loaso/shared/wire/script';
import { Button, Checkbox } from '@mantine/core';
import { type JSX, useMemo, useState } from 'react';
import { changeBulletin } from '../../api/content.js';
import { may } from '../../app/navigation.js';
import { useMe } from '../../app/session.js';
import { useWords } from '../../i18n/use-words.js';
import { ProblemNotice } from '../../parts/problem.js';
import { useDeed } from '../../parts/use-deed.js';
import {
  changeBy,
  type Group,
  groupsOf,
  type Part,
  readIn,
  tick,
  ticksOf,
} from './reading-parts.js';

const indexes = (sentences: readonly ScriptSentence[]): number[] =>
  sentences.map(({ index }) => index);

export function PartsView({ bulletin }: { readonly bulletin: Bulletin }): JSX.Element {
  const { t, fmt } = useWords();
  const { sentences } = bulletin.script;
  const editable = may.compose(useMe().role) && bulletin.state !== 'withdrawn';
  const groups = useMemo(() => groupsOf(sentences), [sentences]);
  const [ticked, setTicked] = useState<ReadonlySet<number>>(() => readIn(sentences));
  const { leaveOut, bringBack } = changeBy(sentences, ticked);
  const save = useDeed({
    run: () =>
      changeBulletin(bulletin.id, {
        ...(leaveOut.length === 0 ? {} : { leaveOut: indexes(leaveOut) }),
        ...(bringBack.length === 0 ? {} : { bringBack: indexes(bringBack) }),
      }),
    renews: ['bulletin', 'bulletins', 'overview'],
    done: t('shell.app.saved'),
  });
  const changed = leaveOut.length + bringBack.length > 0;
  return (
    <div className="stack" data-testid="parts">
      <p className="muted">{t(editable ? 'studio.parts.intro' : 'studio.parts.look')}</p>
      <div>
        {groups.map((group) => (
          <GroupTicks
            key={group.sentences[0]?.index}
            group={group}
            ticked={ticked}
            editable={editable}
            onTick={(part, wanted) => setTicked(tick(part, ticked, wanted))}
          />
        ))}
      </div>
      <ProblemNotice error={save.error} />
      {editable ? (
        <div className="row">
          <Button
            disabled={!changed || ticked.size === 0}
            loading={save.isPending}
            onClick={() => save.mutate(undefined)}
          >
            {t('studio.parts.save')}
          </Button>
          <span className="small muted" role="status">
            {t('studio.parts.count', {
              n: fmt.number(ticked.size),
              all: fmt.number(sentences.length),
            })}
            {changed && bulletin.state !== 'draft' ? ` · ${t('content.script.editWarns')}` : ''}
          </span>
        </div>
      ) : null}
    </div>
  );
}

type TickProps = {
  readonly ticked: ReadonlySet<number>;
  readonly editable: boolean;
  readonly onTick: (part: Part, wanted: boolean) => void;
};

function GroupTicks({ group, ...rest }: TickProps & { readonly group: Group }): JSX.Element {
  const { t } = useWords();
  const [open, setOpen] = useState(false);
  return (
    <div className="parts-group">
      <PartTick part={group} {...rest} />
      {group.parts.length < 2 ? null : (
        <details onToggle={(event) => setOpen(event.currentTarget.open)}>
          <summary className="small">{t('studio.parts.inner', { n: group.parts.length })}</summary>
          {open ? (
            <div className="parts-inner">
              {group.parts.map((part) => (
                <PartTick key={part.sentences[0]?.index} part={part} {...rest} />
              ))}
            </div>
          ) : null}
        </details>
      )}
    </div>
  );
}

function PartTick({ part, ticked, editable, onTick }: TickProps & { readonly part: Part }) {
  const { t, fmt } = useWords();
  const { all, some } = ticksOf(part, ticked);
  const name = part.name === '' ? t('content.script.preamble') : part.name;
  const [first] = part.sentences;
  return (
    <Checkbox
      label={name}
      description={t('studio.parts.of', {
        n: fmt.number(part.sentences.length),
        text: (first?.written ?? '').slice(0, 90),
      })}
      checked={all}
      indeterminate={some}
      disabled={!editable}
      onChange={(event) => onTick(part, event.currentTarget.checked)}
    />
  );
}
