/**
 * Training note — dải báo xã tập huấn.
 *
 * Stands above every screen of who belongs to the training commune, so that nobody takes practice for
 * the real thing, or the real thing for practice.
 */
import { isTraining } from '@loaso/shared/training';
import type { JSX } from 'react';
import { useWords } from '../i18n/use-words.js';
import { useMe } from './session.js';
import './training-note.css';

export function TrainingNote(): JSX.Element | null {
  const { t } = useWords();
  const me = useMe();
  if (!isTraining(me.areaId)) return null;
  return (
    <p className="training-note" data-testid="training">
      <strong>{t('shell.training.title')}</strong>
      {` ${t('shell.training.body')}`}
    </p>
  );
}
