/**
 * Form of a report by e-mail — thêm, sửa báo cáo tự gửi.
 *
 * Everything has a value to begin with, so that whoever wants the usual monthly report only says who
 * receives it. Checked by the same schema as on the server.
 */
import type { AreaId } from '@loaso/shared/ids';
import { formatMinute } from '@loaso/shared/time';
import type { Contact } from '@loaso/shared/wire/http/mail';
import { MailPeriod, type MailReport, NewMailReport } from '@loaso/shared/wire/http/mail-reports';
import { Checkbox, NativeSelect } from '@mantine/core';
import { type UseFormReturnType, useForm } from '@mantine/form';
import { useQuery } from '@tanstack/react-query';
import type { JSX } from 'react';
import { saveMailReport } from '../../api/mail-reports.js';
import { areasQuery } from '../../api/people.js';
import { useMe } from '../../app/session.js';
import { useWords } from '../../i18n/use-words.js';
import { AreaField, areasInScope } from '../../parts/area-field.js';
import { DialogForm } from '../../parts/dialog-form.js';
import { forNewWork } from '../../parts/ended-areas.js';
import { useDeed } from '../../parts/use-deed.js';

const HOURS = Array.from({ length: 24 }, (_, hour) => hour * 60);
const AFTER = [0, 1, 2, 4, 9] as const;
/** Every month at seven in the morning. */
const USUAL: Omit<NewMailReport, 'areaId'> = {
  period: 'month',
  format: 'pdf',
  afterDays: 0,
  minute: 420,
  law: false,
  contactIds: [],
};

type Values = Omit<NewMailReport, 'areaId'> & { areaId: AreaId | null };
type Form = UseFormReturnType<Values>;
/** What a page that was left for this form had on it. */
export type Wish = Partial<Pick<NewMailReport, 'areaId' | 'period' | 'law'>>;

type Props = {
  readonly contacts: readonly Contact[];
  /** One that is changed, or what a new one begins with. */
  readonly from: MailReport | Wish;
  readonly onClose: () => void;
};

const isThere = (from: MailReport | Wish): from is MailReport => 'revision' in from;

/** With the recipients of the level above, who are not shown here: they stay. */
function valuesOf(from: MailReport): Values {
  const { areaId, period, format, afterDays, minute, law, contactIds } = from;
  return { areaId, period, format, afterDays, minute, law, contactIds };
}

export function MailReportForm({ contacts, from, onClose }: Props): JSX.Element {
  const { t } = useWords();
  const me = useMe();
  const form = useForm<Values>({
    initialValues: isThere(from) ? valuesOf(from) : { ...USUAL, areaId: me.areaId, ...from },
    validate: {
      contactIds: (value) => (value.length === 0 ? t('report.mail.whoMissing') : null),
      areaId: (value) => (value === null ? t('report.mail.areaMissing') : null),
    },
  });
  const save = useDeed({
    run: (body: NewMailReport) => saveMailReport(isThere(from) ? from : null, body),
    renews: ['mail-reports'],
    done: t('report.mail.saved'),
    after: onClose,
  });
  const submit = (values: Values): void => {
    const body = NewMailReport.safeParse(values);
    if (body.success) save.mutate(body.data);
  };
  return (
    <DialogForm
      onSubmit={form.onSubmit(submit)}
      onClose={onClose}
      verb={t('shell.app.save')}
      busy={save.isPending}
      error={save.error}
    >
      <Which form={form} />
      <When form={form} />
      <Checkbox.Group label={t('report.mail.who')} {...form.getInputProps('contactIds')}>
        <div className="stack-sm">
          {contacts.map(({ id, name, email }) => (
            <Checkbox key={id} value={id} label={`${name} · ${email}`} />
          ))}
        </div>
      </Checkbox.Group>
    </DialogForm>
  );
}

function Which({ form }: { readonly form: Form }): JSX.Element {
  const { t } = useWords();
  const me = useMe();
  const areas = useQuery(areasQuery);
  const { format, law, areaId } = form.values;
  return (
    <>
      <AreaField
        label={t('report.area')}
        areas={forNewWork(areasInScope(areas.data ?? [], me), areaId)}
        value={areaId}
        error={form.errors['areaId']}
        onChange={(value) => form.setFieldValue('areaId', value)}
      />
      <NativeSelect
        label={t('report.mail.format')}
        value={format}
        onChange={({ currentTarget }) =>
          form.setFieldValue('format', currentTarget.value === 'xlsx' ? 'xlsx' : 'pdf')
        }
        data={(['pdf', 'xlsx'] as const).map((value) => ({
          value,
          label: t(`report.file.${value}`),
        }))}
      />
      <Checkbox
        label={t('report.law')}
        checked={law}
        onChange={({ currentTarget }) => form.setFieldValue('law', currentTarget.checked)}
      />
    </>
  );
}

/** Set by other hands to something that is not offered: it must not change by being looked at. */
const withOwn = (usual: readonly number[], own: number): number[] =>
  [...new Set([...usual, own])].sort((a, b) => a - b);

function When({ form }: { readonly form: Form }): JSX.Element {
  const { t, fmt } = useWords();
  const { period, afterDays, minute } = form.values;
  return (
    <>
      <NativeSelect
        label={t('report.mail.period')}
        value={period}
        onChange={({ currentTarget }) => {
          form.setFieldValue('period', MailPeriod.parse(currentTarget.value));
          form.setFieldValue('afterDays', 0);
        }}
        data={MailPeriod.options.map((value) => ({
          value,
          label: t(`report.mail.periods.${value}`),
        }))}
      />
      <div className="contact-hours">
        <NativeSelect
          label={t('report.mail.day')}
          value={String(afterDays)}
          onChange={({ currentTarget }) =>
            form.setFieldValue('afterDays', Number(currentTarget.value))
          }
          data={withOwn(AFTER, afterDays)
            .filter((n) => period !== 'week' || n < 7)
            .map((n) => ({
              value: String(n),
              label:
                n === 0 ? t('report.mail.firstDay') : t('report.mail.later', { n: fmt.number(n) }),
            }))}
        />
        <NativeSelect
          label={t('report.mail.hour')}
          value={String(minute)}
          onChange={({ currentTarget }) =>
            form.setFieldValue('minute', Number(currentTarget.value))
          }
          data={withOwn(HOURS, minute).map((value) => ({
            value: String(value),
            label: formatMinute(value),
          }))}
        />
      </div>
    </>
  );
}
