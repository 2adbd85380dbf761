/**
 * Sentence — một câu: viết và đọc.
 *
 * Differences are marked on both sides by ground and underline. Every sentence can be heard at once;
 * an official may correct the reading or leave the sentence out.
 */
import type { BulletinId } from '@loaso/shared/ids';
import type { ScriptSentence } from '@loaso/shared/wire/script';
import { type JSX, memo, useMemo, useState } from 'react';
import { hearSentence } from '../../api/content.js';
import { useWords } from '../../i18n/use-words.js';
import { HearButton } from '../../parts/hear-button.js';
import { Icon } from '../../parts/icon.js';
import { diffWords, type Piece, readsDifferently } from './diff-words.js';
import { SentenceEditor } from './sentence-editor.js';

type Props = {
  readonly sentence: ScriptSentence;
  readonly bulletinId: BulletinId;
  readonly editable: boolean;
  readonly warns: boolean;
  readonly audible: boolean;
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
          <SentenceEditor {...props} onDone={() => setEditing(false)} />
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
            <Deeds {...props} onEdit={() => setEditing(true)} />
          </>
        )}
      </div>
    </li>
  );
});

function Deeds(props: Props & { readonly onEdit: () => void }): JSX.Element {
  const { t } = useWords();
  const { index, spoken } = props.sentence;
  return (
    <div className="row sentence-deeds">
      {props.audible && spoken.trim() !== '' ? (
        <HearButton
          name={`${props.bulletinId}-${index}`}
          label={t('studio.hear.sentence', { n: index + 1 })}
          text={t('studio.hear.short')}
          bytes={() => hearSentence(props.bulletinId, index, {})}
        />
      ) : null}
      {props.editable ? (
        <button
          type="button"
          className="text-button"
          aria-label={t('content.script.edit', { n: index + 1 })}
          onClick={props.onEdit}
        >
          <Icon name="pencil" size={16} /> {t('content.script.editShort')}
        </button>
      ) : null}
    </div>
  );
}

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
