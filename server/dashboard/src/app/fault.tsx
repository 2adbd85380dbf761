/**
 * Faults — trang không có, màn hình hỏng.
 *
 * Shown in place of a screen. Promises a way on: try again, reload, or go home.
 */
import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { JSX } from 'react';
import { ProblemError } from '../api/reach.js';
import { useWords } from '../i18n/use-words.js';
import { Empty, Page } from '../parts/page.js';
import { ProblemNotice } from '../parts/problem.js';

export function NotFound(): JSX.Element {
  const { t } = useWords();
  return (
    <Page title={t('words.problem.notFound')}>
      <div className="card">
        <Empty icon="question" title={t('words.problem.notFoundNext')}>
          <Link to="/hom-nay">{t('words.problem.home')}</Link>
        </Empty>
      </div>
    </Page>
  );
}

/** For an address that no part of the page knows: there is no frame around it. */
export const Nowhere = (): JSX.Element => (
  <main className="main">
    <NotFound />
  </main>
);

export function ScreenFault({ error }: { readonly error: unknown }): JSX.Element {
  const { t } = useWords();
  const title = t('words.problem.crash');
  return (
    <div className="stack fault">
      <ProblemNotice error={error instanceof ProblemError ? error : new Error(title)} />
      <Button onClick={() => window.location.reload()}>{t('words.problem.reload')}</Button>
    </div>
  );
}
