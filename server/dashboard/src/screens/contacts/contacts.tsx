/**
 * Contacts — báo sự cố cho ai.
 *
 * Who is written to, about what, when; in the order in which they are told. Each can be tried at
 * once, and what became of it is said in words beside the button.
 */
import type { Contact } from '@loaso/shared/wire/http/mail';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { type JSX, useState } from 'react';
import { contactsQuery } from '../../api/contacts.js';
import { useWords } from '../../i18n/use-words.js';
import { Dialog } from '../../parts/confirm.js';
import { Icon } from '../../parts/icon.js';
import { Notice } from '../../parts/notice.js';
import { Empty, Page, Waiting } from '../../parts/page.js';
import { ProblemNotice } from '../../parts/problem.js';
import { ContactForm } from './contact-form.js';
import { ContactRow } from './contact-row.js';
import { MailReportsCard } from './mail-reports.js';
import './contacts.css';

export function ContactsScreen(): JSX.Element {
  const { t, fmt } = useWords();
  const contacts = useQuery(contactsQuery);
  /** A new one, one that is changed, or nobody. */
  const [editing, setEditing] = useState<Contact | 'new' | null>(null);
  const close = (): void => setEditing(null);
  const { data } = contacts;
  return (
    <Page
      title={t('incident.contacts.title')}
      intro={t('incident.contacts.intro')}
      actions={
        <Button leftSection={<Icon name="compose" size={18} />} onClick={() => setEditing('new')}>
          {t('incident.contacts.add')}
        </Button>
      }
    >
      <ProblemNotice error={contacts.error} onRetry={contacts.refetch} />
      {contacts.isPending ? <Waiting /> : null}
      {data?.configured === false ? (
        <Notice still tone="warn" title={t('incident.contacts.off')} testId="mail-off">
          <p>{t('incident.contacts.offBody')}</p>
        </Notice>
      ) : null}
      {data !== undefined && data.waiting > 0 ? (
        <p className="small muted">
          {t('incident.contacts.waiting', { n: fmt.number(data.waiting) })}
        </p>
      ) : null}
      {data?.contacts.length === 0 ? (
        <div className="card">
          <Empty
            icon="people"
            title={t('incident.contacts.none')}
            body={t('incident.contacts.noneBody')}
          />
        </div>
      ) : null}
      <ul className="plain-list stack" data-testid="contacts">
        {data?.contacts.map((contact) => (
          <ContactRow key={contact.id} contact={contact} onEdit={() => setEditing(contact)} />
        ))}
      </ul>
      {data === undefined ? null : <Reports contacts={data.contacts} />}
      <Dialog
        opened={editing !== null}
        title={t(editing === 'new' ? 'incident.contacts.add' : 'incident.contacts.editTitle')}
        onClose={close}
      >
        <ContactForm contact={editing === 'new' ? null : editing} onClose={close} />
      </Dialog>
    </Page>
  );
}

/** A page of reports names in the address what shall be sent; once it is seen to, the address forgets it. */
function Reports({ contacts }: { readonly contacts: readonly Contact[] }): JSX.Element {
  const { ky, diaBan, phapLuat } = useSearch({ from: '/frame/bao-cho-ai' });
  const navigate = useNavigate({ from: '/bao-cho-ai' });
  const area = diaBan === undefined ? {} : { areaId: diaBan };
  return (
    <MailReportsCard
      contacts={contacts}
      wish={ky === undefined ? null : { ...area, period: ky, law: phapLuat ?? false }}
      onWishOver={() => void navigate({ search: {}, replace: true })}
    />
  );
}
