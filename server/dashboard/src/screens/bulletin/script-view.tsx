/**
 * Script beside its source — lời đọc cạnh văn bản.
 *
 * Clause by clause: left as written, right as it will be read, with what differs marked. Long texts
 * come in portions, so that an old laptop stays quick.
 */
import type { Bulletin } from '@loaso/shared/wire/http/content';
import type { ScriptSentence } from '@loaso/shared/wire/script';
import { Button, Checkbox } from '@mantine/core';
import { type JSX, useEffect, useMemo, useState } from 'react';
import { may } from '../../app/navigation.js';
import { useMe } from '../../app/session.js';
import { useWords } from '../../i18n/use-words.js';
import { readsDifferently } from './diff-words.js';
import { Sentence } from './sentence.js';

const PORTION = 60;

type Props = { readonly bulletin: Bulletin; readonly target: number | null };

/** Enough portions to have `target` on the page. */
const portionFor = (target: number | null): number =>
  target === null ? PORTION : Math.ceil((target + 1) / PORTION) * PORTION;

export function ScriptView({ bulletin, target }: Props): JSX.Element {
  const { t, fmt } = useWords();
  const me = useMe();
  const [onlyDifferent, setOnlyDifferent] = useState(false);
  const [shown, setShown] = useState(portionFor(target));
  const { sentences } = bulletin.script;
  const different = useMemo(
    () => sentences.filter(({ written, spoken }) => readsDifferently(written, spoken)),
    [sentences],
  );
  useEffect(() => {
    if (target === null) return;
    const row = document.getElementById(`sentence-${target}`);
    row?.scrollIntoView({ block: 'center' });
    row?.focus();
  }, [target]);
  const list = onlyDifferent ? different : sentences;
  const editable = may.compose(me.role) && bulletin.state !== 'withdrawn';
  return (
    <div className="stack">
      <div className="row row-apart">
        <p className="small muted">
          {t('content.script.sentences', {
            n: fmt.number(sentences.length),
            d: fmt.number(different.length),
          })}
        </p>
        <Checkbox
          label={t('content.script.onlyDifferent')}
          checked={onlyDifferent}
          onChange={(event) => setOnlyDifferent(event.currentTarget.checked)}
        />
      </div>
      <Clauses list={list.slice(0, shown)} bulletin={bulletin} editable={editable} />
      {list.length > shown ? (
        <Button variant="default" onClick={() => setShown(shown + PORTION * 2)}>
          {t('content.script.more', { n: fmt.number(list.length - shown) })}
        </Button>
      ) : null}
    </div>
  );
}

type Clause = { readonly name: string; readonly key: number; readonly list: ScriptSentence[] };

function byClause(list: readonly ScriptSentence[]): Clause[] {
  const clauses: Clause[] = [];
  for (const sentence of list) {
    const last = clauses.at(-1);
    if (last !== undefined && last.name === sentence.clause) last.list.push(sentence);
    else clauses.push({ name: sentence.clause, key: sentence.index, list: [sentence] });
  }
  return clauses;
}

type ClausesProps = {
  readonly list: readonly ScriptSentence[];
  readonly bulletin: Bulletin;
  readonly editable: boolean;
};

function Clauses({ list, bulletin, editable }: ClausesProps): JSX.Element {
  const { t } = useWords();
  const audible = may.hear(useMe().role);
  return (
    <div className="script" data-testid="script">
      <div className="script-head small strong" aria-hidden="true">
        <span>{t('content.script.written')}</span>
        <span>{t('content.script.spoken')}</span>
      </div>
      {byClause(list).map((clause) => (
        <section key={clause.key} className="clause">
          <h3 className="clause-name small">
            {clause.name === '' ? t('content.script.preamble') : clause.name}
          </h3>
          <ol className="plain-list">
            {clause.list.map((sentence) => (
              <Sentence
                key={sentence.index}
                sentence={sentence}
                bulletinId={bulletin.id}
                warns={bulletin.state !== 'draft'}
                editable={editable}
                audible={audible}
              />
            ))}
          </ol>
        </section>
      ))}
    </div>
  );
}
