/**
 * Trial reading — đọc thử theo từ điển này.
 *
 * Changes nothing: shows how a sentence would be read in this area now.
 */
import type { AreaId } from '@loaso/shared/ids';
import { Button, Textarea } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type JSX, useState } from 'react';
import { speak } from '../../api/content.js';
import { useWords } from '../../i18n/use-words.js';
import { Section } from '../../parts/page.js';
import { ProblemNotice } from '../../parts/problem.js';

export function TryReading({ areaId }: { readonly areaId: AreaId }): JSX.Element {
  const { t } = useWords();
  const [text, setText] = useState('');
  const trial = useMutation({ mutationFn: (words: string) => speak(words, areaId) });
  return (
    <Section title={t('studio.lexicon.try')} testId="try-reading">
      <Textarea
        label={t('studio.lexicon.tryText')}
        autosize
        minRows={2}
        maxRows={6}
        maxLength={2000}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <div>
        <Button
          variant="default"
          loading={trial.isPending}
          disabled={text.trim() === ''}
          onClick={() => trial.mutate(text)}
        >
          {t('content.compose.trialButton')}
        </Button>
      </div>
      <ProblemNotice error={trial.error} />
      {trial.data === undefined ? null : (
        <div className="stack-sm" role="status">
          <p className="reading-trial">{trial.data.spoken}</p>
          {trial.data.uncertain.map((one) => (
            <p key={one.written} className="small">
              {t('content.script.uncertain', one)}
            </p>
          ))}
        </div>
      )}
    </Section>
  );
}
