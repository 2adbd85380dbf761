/**
 * Reports by e-mail — báo cáo tự gửi.
 *
 * Which report goes to whom, when next, and what became of the last letters, in everyday words.
 */
import { formatMinute } from '@loaso/shared/time';
import type { Contact } from '@loaso/shared/wire/http/mail';
import type { MailReport } from '@loaso/shared/wire/http/mail-reports';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type JSX, useState } from 'react';
import { mailReportsQuery, removeMailReport, sendMailReport } from '../../api/mail-reports.js';
import { useNow } from '../../app/clock.js';
import { useWords } from '../../i18n/use-words.js';
import { Dialog } from '../../parts/confirm.js';
import { Icon } from '../../parts/icon.js';
import { ProblemNotice } from '../../parts/problem.js';
import { RemoveButton } from '../../parts/remove-button.js';
import { useDeed } from '../../parts/use-deed.js';
import { MailReportForm, type Wish } from './mail-report-form.js';

const SENDINGS_SHOWN = 3;

type Props = {
  readonly contacts: readonly Contact[];
  /** Somebody came here to have this sent; null: nobody did. */
  readonly wish: Wish | null;
  readonly onWishOver: () => void;
};

export function MailReportsCard({ contacts, wish, onWishOver }: Props): JSX.Element {
  const { t } = useWords();
  const list = useQuery(mailReportsQuery);
  /** One that is changed, what a new one begins with, or nothing. */
  const [editing, setEditing] = useState<MailReport | Wish | null>(wish);
  const isThere = editing !== null && 'revision' in editing;
  const nobody = contacts.length === 0;
  const close = (): void => {
    setEditing(null);
    onWishOver();
  };
  return (
    <section className="card stack" aria-labelledby="mail-reports-title" data-testid="mail-reports">
      <div className="mail-report-row">
        <div className="stack-sm">
          <h2 id="mail-reports-title">{t('report.mail.title')}</h2>
          <p className="small muted">{t(nobody ? 'report.mail.nobody' : 'report.mail.intro')}</p>
        </div>
        <Button
          variant="default"
          leftSection={<Icon name="report" size={18} />}
          disabled={nobody}
          onClick={() => setEditing({})}
        >
          {t('report.mail.add')}
        </Button>
      </div>
      <ProblemNotice error={list.error} onRetry={list.refetch} />
      <ul className="plain-list stack">
        {list.data?.reports.map((report) => (
          <MailReportRow key={report.id} report={report} onEdit={() => setEditing(report)} />
        ))}
      </ul>
      <Dialog
        opened={editing !== null && (isThere || !nobody)}
        title={t(isThere ? 'report.mail.editTitle' : 'report.mail.add')}
        onClose={close}
      >
        {editing === null ? null : (
          <MailReportForm contacts={contacts} from={editing} onClose={close} />
        )}
      </Dialog>
    </section>
  );
}

type RowProps = { readonly report: MailReport; readonly onEdit: () => void };

function MailReportRow({ report, onEdit }: RowProps): JSX.Element {
  const { t, fmt } = useWords();
  const now = useNow(60_000);
  const name = `${t(`report.mail.periods.${report.period}`)} · ${report.areaName}`;
  return (
    <li className="mail-report-row" data-testid="mail-report">
      <div className="stack-sm">
        <span className="strong">{name}</span>
        <span className="small">
          {t('report.mail.how', {
            file: t(`report.file.${report.format}`),
            at: formatMinute(report.minute),
          })}
          {report.law ? ` · ${t('report.law')}` : ''}
        </span>
        <span className="small">
          {report.readers.length === 0
            ? t('report.mail.noReader')
            : t('report.mail.to', { who: report.readers.join(', ') })}
        </span>
        <span className="small muted">
          {t('report.mail.next', { when: fmt.when(report.nextAt, now) })}
        </span>
        <Sendings report={report} />
      </div>
      <Deeds id={report.id} name={name} onEdit={onEdit} />
    </li>
  );
}

function Sendings({ report }: { readonly report: MailReport }): JSX.Element {
  const { t, fmt, pick } = useWords();
  const now = useNow(60_000);
  return (
    <ul className="plain-list small">
      {report.sendings.slice(0, SENDINGS_SHOWN).map(({ to, state, at, problem }) => (
        <li key={`${to} ${at} ${state}`} className={problem === null ? 'muted' : 'contact-trouble'}>
          {t(`report.mail.states.${state}`, { who: to, when: fmt.when(at, now) })}
          {problem === null ? '' : ` ${pick(problem)}`}
        </li>
      ))}
    </ul>
  );
}

type DeedsProps = {
  readonly id: string;
  readonly name: string;
  readonly onEdit: () => void;
};

function Deeds({ id, name, onEdit }: DeedsProps): JSX.Element {
  const { t } = useWords();
  const renews = ['mail-reports'];
  const now = useDeed({ run: () => sendMailReport(id), renews, done: t('report.mail.queued') });
  return (
    <div className="stack-sm">
      <div className="row">
        <Button
          variant="default"
          size="sm"
          loading={now.isPending}
          aria-label={t('report.mail.nowOf', { name })}
          onClick={() => now.mutate(undefined)}
        >
          {t('report.mail.now')}
        </Button>
        <Button
          variant="default"
          size="sm"
          aria-label={t('report.mail.editOf', { name })}
          onClick={onEdit}
        >
          {t('report.mail.edit')}
        </Button>
        <RemoveButton
          verb={t('report.mail.remove')}
          label={t('report.mail.removeOf', { name })}
          title={t('report.mail.removeTitle')}
          run={() => removeMailReport(id)}
          renews={renews}
          done={t('report.mail.removed')}
        >
          <p>{name}</p>
        </RemoveButton>
      </div>
      <ProblemNotice error={now.error} />
    </div>
  );
}
