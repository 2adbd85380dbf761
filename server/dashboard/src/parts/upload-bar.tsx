/**
 * Upload bar — tiến độ gửi tệp.
 *
 * How much has gone and that the server is looking at it, with a way to stop.
 */
import { Button, Progress } from '@mantine/core';
import type { JSX } from 'react';
import { useWords } from '../i18n/use-words.js';
import { ProblemNotice } from './problem.js';
import type { UploadState } from './use-upload.js';

type Props = {
  readonly upload: UploadState;
  /** What the server does once it has the file, where that takes its time. */
  readonly checking?: string;
};

export function UploadBar({ upload, checking }: Props): JSX.Element {
  const { t } = useWords();
  const percent = Math.round(upload.part * 100);
  if (!upload.busy) return <ProblemNotice error={upload.error} />;
  const words =
    percent < 100
      ? t('words.upload.sending', { n: percent })
      : (checking ?? t('words.upload.checking'));
  return (
    <div className="stack-sm" data-testid="upload">
      <Progress.Root size="lg">
        <Progress.Section value={percent} aria-label={t('words.upload.label')} striped />
      </Progress.Root>
      <div className="row row-apart">
        <span className="small" role="status">
          {words}
        </span>
        <Button variant="default" size="sm" onClick={upload.stop}>
          {t('words.upload.stop')}
        </Button>
      </div>
    </div>
  );
}
