/**
 * New reading — thêm một từ.
 *
 * The same words again replace the older reading of the area.
 */
import type { AreaId } from '@loaso/shared/ids';
import { type LexiconEffect, LexiconMatch } from '@loaso/shared/wire/http/lexicon';
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { type JSX, useState } from 'react';
import { addReading } from '../../api/studio.js';
import { useWords } from '../../i18n/use-words.js';
import { Section } from '../../parts/page.js';
import { ProblemNotice } from '../../parts/problem.js';
import { useDeed } from '../../parts/use-deed.js';
import { RENEWS } from './renews.js';

type Props = { readonly areaId: AreaId; readonly onEffect: (effect: LexiconEffect) => void };

export function AddReading({ areaId, onEffect }: Props): JSX.Element {
  const { t } = useWords();
  const [written, setWritten] = useState('');
  const [spoken, setSpoken] = useState('');
  const [match, setMatch] = useState<LexiconMatch>('any-case');
  const [tried, setTried] = useState(false);
  const missing = (text: string) =>
    tried && text.trim() === '' ? t('studio.lexicon.missing') : null;
  const add = useDeed({
    run: () => addReading({ areaId, written: written.trim(), spoken: spoken.trim(), match }),
    renews: RENEWS,
    done: t('studio.lexicon.added'),
    after: (effect) => {
      onEffect(effect);
      setWritten('');
      setSpoken('');
      setTried(false);
    },
  });
  return (
    <Section title={t('studio.lexicon.add')} testId="add-reading">
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (written.trim() === '' || spoken.trim() === '') setTried(true);
          else add.mutate(undefined);
        }}
      >
        <TextInput
          label={t('studio.lexicon.written')}
          description={t('studio.lexicon.writtenHint')}
          maxLength={100}
          value={written}
          error={missing(written)}
          onChange={(event) => setWritten(event.currentTarget.value)}
        />
        <TextInput
          label={t('studio.lexicon.spoken')}
          description={t('studio.lexicon.spokenHint')}
          maxLength={300}
          value={spoken}
          error={missing(spoken)}
          onChange={(event) => setSpoken(event.currentTarget.value)}
        />
        <NativeSelect
          label={t('studio.lexicon.match')}
          value={match}
          onChange={(event) => setMatch(LexiconMatch.parse(event.currentTarget.value))}
          data={LexiconMatch.options.map((value) => ({
            value,
            label: t(`studio.match.${value}`),
          }))}
        />
        <p className="small muted">{t('studio.lexicon.addWarns')}</p>
        <ProblemNotice error={add.error} />
        <div>
          <Button type="submit" loading={add.isPending}>
            {t('studio.lexicon.addVerb')}
          </Button>
        </div>
      </form>
    </Section>
  );
}
