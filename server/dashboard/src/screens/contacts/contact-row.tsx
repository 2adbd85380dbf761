/**
 * One contact — một người nhận thư.
 *
 * In everyday words: what is written to them, when, after whom; and the last trouble with it.
 */
import { formatMinute } from '@loaso/shared/time';
import type { Contact } from '@loaso/shared/wire/http/mail';
import { Button } from '@mantine/core';
import type { JSX } from 'react';
import { removeContact, tryContact } from '../../api/contacts.js';
import { useNow } from '../../app/clock.js';
import { useWords } from '../../i18n/use-words.js';
import { Notice } from '../../parts/notice.js';
import { Pill } from '../../parts/pill.js';
import { ProblemNotice } from '../../parts/problem.js';
import { RemoveButton } from '../../parts/remove-button.js';
import { useDeed } from '../../parts/use-deed.js';

type Props = { readonly contact: Contact; readonly onEdit: () => void };

export function ContactRow({ contact, onEdit }: Props): JSX.Element {
  const { t } = useWords();
  return (
    <li className="card stack-sm" data-testid="contact">
      <div className="contact-row">
        <div className="stack-sm">
          <span className="strong">{contact.name}</span>
          <span className="small wrap-any">{contact.email}</span>
          <span className="small muted">
            {`${t(`words.role.${contact.role}`)} · ${contact.areaName}`}
          </span>
        </div>
        <Told contact={contact} />
        <Deeds contact={contact} onEdit={onEdit} />
      </div>
    </li>
  );
}

function Told({ contact }: Pick<Props, 'contact'>): JSX.Element {
  const { t, fmt, pick } = useWords();
  const now = useNow(60_000);
  const { wants, afterMinutes, fromMinute, untilMinute, problem, lastSentAt, active } = contact;
  const whole = fromMinute === 0 && untilMinute === 1440;
  const hours = { from: formatMinute(fromMinute), until: formatMinute(untilMinute) };
  return (
    <div className="stack-sm">
      <span>
        {t(`incident.contacts.wants.${wants}`)}
        {wants === 'digest' ? ` ${t('incident.contacts.digestAt', hours)}` : ''}
      </span>
      {wants === 'digest' ? null : (
        <span className="small">
          {afterMinutes === 0
            ? t('incident.contacts.atOnce')
            : t('incident.contacts.after', { n: fmt.number(afterMinutes) })}
          {` · ${whole ? t('incident.contacts.allDay') : t('incident.contacts.hours', hours)}`}
        </span>
      )}
      {active ? null : (
        <Pill tone="mute" icon="off">
          {t('incident.contacts.offOne')}
        </Pill>
      )}
      {problem === null ? null : (
        <span className="small contact-trouble">
          {t('incident.contacts.trouble', { what: pick(problem) })}
        </span>
      )}
      {lastSentAt === null ? null : (
        <span className="small muted">
          {t('incident.contacts.lastSent', { when: fmt.when(lastSentAt, now) })}
        </span>
      )}
    </div>
  );
}

function Deeds({ contact, onEdit }: Props): JSX.Element {
  const { t, pick } = useWords();
  const trial = useDeed({ run: () => tryContact(contact.id), renews: ['contacts'] });
  const { name } = contact;
  return (
    <div className="stack-sm">
      <div className="row">
        <Button
          variant="default"
          size="sm"
          loading={trial.isPending}
          aria-label={t('incident.contacts.tryOf', { name })}
          onClick={() => trial.mutate(undefined)}
        >
          {t('incident.contacts.try')}
        </Button>
        <Button
          variant="default"
          size="sm"
          aria-label={t('incident.contacts.editOf', { name })}
          onClick={onEdit}
        >
          {t('incident.contacts.edit')}
        </Button>
        <RemoveButton
          verb={t('incident.contacts.remove')}
          label={t('incident.contacts.removeOf', { name })}
          title={t('incident.contacts.removeTitle', { name })}
          run={() => removeContact(contact.id)}
          renews={['contacts']}
          done={t('incident.contacts.removed')}
        >
          <p>{t('incident.contacts.removeBody')}</p>
        </RemoveButton>
      </div>
      <ProblemNotice error={trial.error} />
      {trial.data === undefined ? null : (
        <Notice tone={trial.data.sent ? 'good' : 'bad'} testId="trial">
          <p>{pick(trial.data.words)}</p>
        </Notice>
      )}
    </div>
  );
}
