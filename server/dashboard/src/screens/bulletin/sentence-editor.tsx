/**
 * Sentence editor — sửa lời đọc một câu.
 *
 * What is typed can be heard before it is saved. One word of it may go into the lexicon of the area,
 * so that every text reads it so from then on.
 */
import type { BulletinId } from '@loaso/shared/ids';
import type { BulletinChange } from '@loaso/shared/wire/http/content';
import type { ScriptSentence } from '@loaso/shared/wire/script';
import { Button, Checkbox, Textarea, TextInput } from '@mantine/core';
import { type JSX, useState } from 'react';
import { changeBulletin, hearSentence } from '../../api/content.js';
import { useWords } from '../../i18n/use-words.js';
import { HearButton } from '../../parts/hear-button.js';
import { ProblemNotice } from '../../parts/problem.js';
import { useDeed } from '../../parts/use-deed.js';
import { diffWords } from './diff-words.js';

type Word = { readonly written: string; readonly spoken: string };

/** The one word that is likely meant: what the rules doubted, else the only difference. */
function likelyWord({ uncertain, written, spoken }: ScriptSentence): Word {
  const [doubt] = uncertain;
  if (doubt !== undefined) return { written: doubt.written, spoken: doubt.spoken };
  const [left, right] = diffWords(written, spoken).map((side) =>
    side.filter(({ different }) => different),
  );
  const only = left?.length === 1 && right?.length === 1;
  return only
    ? { written: left[0]?.text ?? '', spoken: right[0]?.text ?? '' }
    : { written: '', spoken: '' };
}

type Props = {
  readonly sentence: ScriptSentence;
  readonly bulletinId: BulletinId;
  readonly warns: boolean;
  readonly onDone: () => void;
};

export function SentenceEditor({ sentence, bulletinId, warns, onDone }: Props): JSX.Element {
  const { t } = useWords();
  const { index, spoken } = sentence;
  const [text, setText] = useState(spoken);
  const [word, setWord] = useState<Word | null>(null);
  const save = useDeed({
    run: (change: BulletinChange) => changeBulletin(bulletinId, change),
    renews: ['bulletin', 'bulletins', 'overview', 'lexicon'],
    done: t('shell.app.saved'),
    after: onDone,
  });
  const typed = text.trim();
  const taught = word !== null && word.written.trim() !== '' && word.spoken.trim() !== '';
  const ready = word === null ? typed !== '' && typed !== spoken : taught && typed !== '';
  const submit = (): void =>
    save.mutate({
      ...(typed === spoken ? {} : { spoken: { [index]: typed } }),
      ...(word !== null && taught ? { saveToLexicon: word } : {}),
    });
  return (
    <div className="stack-sm">
      <Textarea
        autosize
        minRows={2}
        maxLength={2000}
        data-autofocus
        aria-label={t('content.script.editLabel', { n: index + 1 })}
        description={warns ? t('content.script.editWarns') : null}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      {typed === '' ? null : (
        <HearButton
          name={`typed-${index}`}
          label={t('studio.hear.typed')}
          text={t('studio.hear.typed')}
          bytes={() => hearSentence(bulletinId, index, { spoken: typed })}
        />
      )}
      <Teach word={word} suggestion={() => likelyWord(sentence)} onChange={setWord} />
      <ProblemNotice error={save.error} />
      <div className="row">
        <Button size="sm" loading={save.isPending} disabled={!ready} onClick={submit}>
          {t('shell.app.save')}
        </Button>
        <Button size="sm" variant="default" onClick={onDone}>
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

type TeachProps = {
  readonly word: Word | null;
  readonly suggestion: () => Word;
  readonly onChange: (word: Word | null) => void;
};

function Teach({ word, suggestion, onChange }: TeachProps): JSX.Element {
  const { t } = useWords();
  return (
    <div className="stack-sm">
      <Checkbox
        label={t('studio.teach.tick')}
        description={t('studio.teach.hint')}
        checked={word !== null}
        onChange={(event) => onChange(event.currentTarget.checked ? suggestion() : null)}
      />
      {word === null ? null : (
        <div className="teach">
          <TextInput
            label={t('studio.lexicon.written')}
            maxLength={100}
            value={word.written}
            onChange={(event) => onChange({ ...word, written: event.currentTarget.value })}
          />
          <TextInput
            label={t('studio.lexicon.spoken')}
            maxLength={300}
            value={word.spoken}
            onChange={(event) => onChange({ ...word, spoken: event.currentTarget.value })}
          />
        </div>
      )}
    </div>
  );
}
