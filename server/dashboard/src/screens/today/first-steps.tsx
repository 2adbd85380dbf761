/**
 * First bulletin, guided — bản tin đầu tiên.
 *
 * Four steps from a text to a speaker, ticked off by what is really there; gone once the commune has a
 * schedule. Also says what this device holds that was never sent.
 */
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { JSX } from 'react';
import { bulletinsQuery } from '../../api/content.js';
import { overviewQuery } from '../../api/fleet.js';
import { useWords } from '../../i18n/use-words.js';
import { Icon } from '../../parts/icon.js';
import { Notice } from '../../parts/notice.js';
import { Section } from '../../parts/page.js';
import { keptDraft } from '../compose/draft.js';

const DONE_AFTER = {
  text: ['draft', 'voiced', 'submitted', 'approved', 'rejected'],
  voice: ['voiced', 'submitted', 'approved'],
  approve: ['approved'],
} as const;

const STEPS = ['text', 'voice', 'approve', 'schedule'] as const;
type Step = (typeof STEPS)[number];

export function FirstSteps(): JSX.Element | null {
  const { t } = useWords();
  const bulletins = useQuery(bulletinsQuery({ limit: 100 })).data;
  const today = useQuery(overviewQuery).data;
  if (bulletins === undefined || today === undefined) return null;
  if (today.next.length > 0 || today.today.planned > 0) return null;
  const reached = (states: readonly string[]): boolean =>
    bulletins.some(({ state }) => states.includes(state));
  const done = (step: Step): boolean => step !== 'schedule' && reached(DONE_AFTER[step]);
  const at = STEPS.find((step) => !done(step)) ?? 'schedule';
  const [newest] = bulletins;
  return (
    <Section title={t('shell.first.title')} testId="first-steps">
      <p className="muted">{t('shell.first.intro')}</p>
      <ol className="plain-list first-steps">
        {STEPS.map((step, index) => (
          <li
            key={step}
            className={step === at ? 'first-now' : ''}
            aria-current={step === at ? 'step' : undefined}
          >
            <span className={`first-mark tone-${done(step) ? 'good' : 'mute'}`}>
              {done(step) ? <Icon name="check" size={18} /> : index + 1}
            </span>
            <span className="grow">
              <span className="strong">{t(`shell.first.${step}`)}</span>
              <span className="small muted first-hint">{t(`shell.first.${step}Hint`)}</span>
              {step === at ? <Go step={step} bulletinId={newest?.id} /> : null}
            </span>
          </li>
        ))}
      </ol>
    </Section>
  );
}

type GoProps = { readonly step: Step; readonly bulletinId: string | undefined };

function Go({ step, bulletinId }: GoProps): JSX.Element {
  const { t } = useWords();
  if (step === 'text' || bulletinId === undefined) {
    return <Link to="/nhap-van-ban">{t('shell.nav.compose')}</Link>;
  }
  if (step === 'schedule') return <Link to="/lich-phat/them">{t('shell.first.go.schedule')}</Link>;
  return (
    <Link to="/ban-tin/$bulletinId" params={{ bulletinId }}>
      {t('shell.first.go.bulletin')}
    </Link>
  );
}

/** A text that was typed here and never sent. */
export function Unsent(): JSX.Element | null {
  const { t } = useWords();
  const text = keptDraft().trim();
  if (text === '') return null;
  return (
    <Notice tone="info" testId="unsent">
      <p>
        <span className="strong">{`${t('shell.first.unsent')} `}</span>
        <Link to="/nhap-van-ban">{`“${text.slice(0, 60)}${text.length > 60 ? '…' : ''}”`}</Link>
      </p>
    </Notice>
  );
}
