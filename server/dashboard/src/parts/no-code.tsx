/**
 * No code yet — chưa có mã 6 số.
 *
 * Teaches why an order needs one and leads to where it is set up.
 */
import { Link } from '@tanstack/react-router';
import type { JSX } from 'react';
import { useWords } from '../i18n/use-words.js';
import { Notice } from './notice.js';

export function NoCode(): JSX.Element {
  const { t } = useWords();
  return (
    <Notice tone="warn" title={t('emergency.noCode.title')} testId="no-code" still>
      <p>{t('emergency.noCode.body')}</p>
      <Link to="/tai-khoan" hash="ma-6-so" className="strong">
        {t('emergency.noCode.go')}
      </Link>
    </Notice>
  );
}
