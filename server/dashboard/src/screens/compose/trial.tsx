/**
 * Trial reading — xem trước cách đọc.
 *
 * Shows how the beginning of the typed text would be read, before anything is stored.
 */
import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { JSX } from 'react';
import { speak } from '../../api/content.js';
import { useWords } from '../../i18n/use-words.js';
import { Section } from '../../parts/page.js';
import { ProblemNotice } from '../../parts/problem.js';

/** Most characters the server reads in one trial. */
const TRIAL_MAX = 2000;

export function Trial({ text }: { readonly text: string }): JSX.Element | null {
  const { t } = useWords();
  const trial = useMutation({ mutationFn: (words: string) => speak(words) });
  if (text.trim() === '') return null;
  return (
    <Section title={t('content.compose.trial')} testId="trial">
      <div className="row">
        <Button
          variant="default"
          loading={trial.isPending}
          onClick={() => trial.mutate(text.slice(0, TRIAL_MAX))}
        >
          {t('content.compose.trialButton')}
        </Button>
        <span className="small muted">{t('content.compose.trialHint')}</span>
      </div>
      <ProblemNotice error={trial.error} />
      {trial.data === undefined ? null : (
        <div className="stack-sm" role="status">
          <p className="trial-spoken">{trial.data.spoken}</p>
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
