/**
 * Sentence — một câu: viết và đọc.
 *
 * Differences are marked on both sides by ground and underline; an official may correct the reading
 * or leave the sentence out.
 */
import type { BulletinId } from '@loaso/shared/ids';
import type { ScriptSentence } from '@loaso/shared/wire/script';
import { Button, Textarea } from '@mantine/core';
import { type JSX, memo, useMemo, useState } from 'react';
import { changeBulletin } from '../../api/content.js';
import { useWords } from '../../i18n/use-words.js';
import { Icon } from '../../parts/icon.js';
import { ProblemNotice } from '../../parts/problem.js';
import { useDeed } from '../../parts/use-deed.js';
import { diffWords, type Piece, readsDifferently } from './diff-words.js';

type Props = {
  readonly sentence: ScriptSentence;
  readonly bulletinId: BulletinId;
  readonly editable: boolean;
  readonly warns: boolean;
};

export const Sentence = memo(function Sentence(props: Props): JSX.Element {
  const { sentence } = props;
  const { t } = useWords();
  const [editing, setEditing] = useState(false);
  const { written, spoken, index } = sentence;
  const same = !readsDifferently(written, spoken);
  const [left, right] = useMemo(() => diffWords(written, spoken), [written, spoken]);
  return (
    <li className="sentence" id={`sentence-${index}`} tabIndex={-1} data-testid="sentence">
      <div className="sentence-side">
        <span className="sentence-label small muted">{t('content.script.written')}</span>
        <Marked pieces={same ? [{ text: written, different: false }] : left} />
      </div>
      <div className="sentence-side sentence-spoken">
        <span className="sentence-label small muted">{t('content.script.spoken')}</span>
        {editing ? (
          <Editor {...props} onDone={() => setEditing(false)} />
        ) : (
          <>
            {spoken.trim() === '' ? (
              <p className="muted">{t('content.script.silent')}</p>
            ) : (
              <Marked pieces={same ? [{ text: spoken, different: false }] : right} />
            )}
            {sentence.uncertain.map((one) => (
              <p key={one.written} className="doubt small">
                <Icon name="warning" size={16} /> {t('content.script.uncertain', one)}
              </p>
            ))}
            {props.editable ? (
              <button
                type="button"
                className="text-button sentence-edit"
                aria-label={t('content.script.edit', { n: index + 1 })}
                onClick={() => setEditing(true)}
              >
                <Icon name="pencil" size={16} /> {t('content.script.editShort')}
              </button>
            ) : null}
          </>
        )}
      </div>
    </li>
  );
});

function Marked({ pieces }: { readonly pieces: readonly Piece[] }): JSX.Element {
  return (
    <p>
      {pieces.map(({ text, different }, index) => {
        const spaced = index === 0 ? text : ` ${text}`;
        // biome-ignore lint/suspicious/noArrayIndexKey: pieces are cut anew with every change
        return different ? <mark key={index}>{spaced}</mark> : <span key={index}>{spaced}</span>;
      })}
    </p>
  );
}

function Editor(props: Props & { readonly onDone: () => void }): JSX.Element {
  const { t } = useWords();
  const { index, spoken } = props.sentence;
  const [text, setText] = useState(spoken);
  const save = useDeed({
    run: (change: Parameters<typeof changeBulletin>[1]) => changeBulletin(props.bulletinId, change),
    renews: ['bulletin', 'bulletins', 'overview'],
    done: t('shell.app.saved'),
    after: props.onDone,
  });
  return (
    <div className="stack-sm">
      <Textarea
        autosize
        minRows={2}
        maxLength={2000}
        data-autofocus
        aria-label={t('content.script.editLabel', { n: index + 1 })}
        description={props.warns ? t('content.script.editWarns') : null}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <ProblemNotice error={save.error} />
      <div className="row">
        <Button
          size="sm"
          loading={save.isPending}
          disabled={text.trim() === '' || text === spoken}
          onClick={() => save.mutate({ spoken: { [index]: text.trim() } })}
        >
          {t('shell.app.save')}
        </Button>
        <Button size="sm" variant="default" onClick={props.onDone}>
          {t('shell.app.cancel')}
        </Button>
        <Button
          size="sm"
          variant="subtle"
          disabled={save.isPending}
          onClick={() => save.mutate({ leaveOut: [index] })}
        >
          {t('content.script.leaveOut')}
        </Button>
      </div>
    </div>
  );
}
