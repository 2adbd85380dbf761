/**
 * Form of a report by e-mail — thêm báo cáo tự gửi.
 *
 * Everything has a value to begin with, so that whoever wants the usual monthly report only says who
 * receives it. Checked by the same schema as on the server.
 */
import type { AreaId } from '@loaso/shared/ids';
import { formatMinute } from '@loaso/shared/time';
import type { Contact } from '@loaso/shared/wire/http/mail';
import { MailPeriod, NewMailReport } from '@loaso/shared/wire/http/mail-reports';
import { Button, Checkbox, NativeSelect } from '@mantine/core';
import { type UseFormReturnType, useForm } from '@mantine/form';
import { useQuery } from '@tanstack/react-query';
import type { JSX } from 'react';
import { addMailReport } from '../../api/mail-reports.js';
import { areasQuery } from '../../api/people.js';
import { useMe } from '../../app/session.js';
import { useWords } from '../../i18n/use-words.js';
import { AreaField, areasInScope } from '../../parts/area-field.js';
import { ProblemNotice } from '../../parts/problem.js';
import { useDeed } from '../../parts/use-deed.js';

const HOURS = Array.from({ length: 24 }, (_, hour) => hour * 60);
const AFTER = [0, 1, 2, 4, 9] as const;
/** Seven in the morning. */
const USUAL_MINUTE = 420;

type Values = Omit<NewMailReport, 'areaId'> & { areaId: AreaId | null };
type Form = UseFormReturnType<Values>;
type Props = { readonly contacts: readonly Contact[]; readonly onClose: () => void };

export function MailReportForm({ contacts, onClose }: Props): JSX.Element {
  const { t } = useWords();
  const me = useMe();
  const form = useForm<Values>({
    initialValues: {
      areaId: me.areaId,
      period: 'month',
      format: 'pdf',
      afterDays: 0,
      minute: USUAL_MINUTE,
      law: false,
      contactIds: [],
    },
    validate: {
      contactIds: (value) => (value.length === 0 ? t('report.mail.whoMissing') : null),
      areaId: (value) => (value === null ? t('report.mail.areaMissing') : null),
    },
  });
  const save = useDeed({
    run: (body: NewMailReport) => addMailReport(body),
    renews: ['mail-reports'],
    done: t('report.mail.saved'),
    after: onClose,
  });
  const submit = (values: Values): void => {
    const body = NewMailReport.safeParse(values);
    if (body.success) save.mutate(body.data);
  };
  return (
    <form className="stack" onSubmit={form.onSubmit(submit)} noValidate>
      <Which form={form} />
      <When form={form} />
      <Checkbox.Group label={t('report.mail.who')} {...form.getInputProps('contactIds')}>
        <div className="stack-sm">
          {contacts.map(({ id, name, email }) => (
            <Checkbox key={id} value={id} label={`${name} · ${email}`} />
          ))}
        </div>
      </Checkbox.Group>
      <ProblemNotice error={save.error} />
      <div className="row row-end">
        <Button variant="default" onClick={onClose}>
          {t('shell.app.cancel')}
        </Button>
        <Button type="submit" loading={save.isPending}>
          {t('shell.app.save')}
        </Button>
      </div>
    </form>
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
        areas={areasInScope(areas.data ?? [], me)}
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
          data={AFTER.filter((n) => period !== 'week' || n < 7).map((n) => ({
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
          data={HOURS.map((value) => ({ value: String(value), label: formatMinute(value) }))}
        />
      </div>
    </>
  );
}
