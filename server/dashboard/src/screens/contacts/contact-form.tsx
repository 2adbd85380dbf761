/**
 * Form of a contact — thêm, sửa người nhận thư.
 *
 * Checked by the same schema as on the server. What can be chosen is said as a person would say it:
 * at once, or after so long.
 */
import type { AreaId } from '@loaso/shared/ids';
import { formatMinute } from '@loaso/shared/time';
import { type Contact, MailAddress, NewContact, Wants } from '@loaso/shared/wire/http/mail';
import { Checkbox, NativeSelect, TextInput } from '@mantine/core';
import { type UseFormReturnType, useForm } from '@mantine/form';
import type { JSX } from 'react';
import { saveContact } from '../../api/contacts.js';
import { useMe } from '../../app/session.js';
import { useWords } from '../../i18n/use-words.js';
import { DialogForm } from '../../parts/dialog-form.js';
import { DutyFields } from '../../parts/duty-fields.js';
import { useDeed } from '../../parts/use-deed.js';

type Values = Omit<NewContact, 'areaId'> & { areaId: AreaId | null };
type Form = UseFormReturnType<Values>;

const AFTER = [0, 15, 30, 60, 120, 240, 480, 1440] as const;
const HALF_HOUR = 30;
const TIMES = Array.from({ length: 49 }, (_, index) => index * HALF_HOUR);

const NEW: Values = {
  areaId: null,
  name: '',
  role: 'technician',
  email: '',
  wants: 'all',
  afterMinutes: 0,
  fromMinute: 360,
  untilMinute: 1260,
  active: true,
};

type Props = { readonly contact: Contact | null; readonly onClose: () => void };

export function ContactForm({ contact, onClose }: Props): JSX.Element {
  const { t } = useWords();
  const me = useMe();
  const form = useForm<Values>({
    initialValues: contact === null ? { ...NEW, areaId: me.areaId } : valuesOf(contact),
    validate: {
      name: (value) => (value.trim().length < 2 ? t('incident.contacts.nameShort') : null),
      email: (value) =>
        MailAddress.safeParse(value).success ? null : t('incident.contacts.emailWrong'),
      areaId: (value) => (value === null ? t('incident.contacts.areaMissing') : null),
      untilMinute: (value, { fromMinute }) =>
        value === fromMinute ? t('incident.contacts.hoursWrong') : null,
    },
  });
  const save = useDeed({
    run: (body: NewContact) => saveContact(contact?.id ?? null, body),
    renews: ['contacts'],
    done: t('incident.contacts.saved'),
    after: onClose,
  });
  const submit = (values: Values): void => {
    const body = NewContact.safeParse(values);
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
      <Who form={form} />
      <What form={form} />
      {contact === null ? null : (
        <Checkbox
          label={t('incident.contacts.active')}
          {...form.getInputProps('active', { type: 'checkbox' })}
        />
      )}
    </DialogForm>
  );
}

function valuesOf({ id, areaName, problem, lastSentAt, ...values }: Contact): Values {
  return values;
}

function Who({ form }: { readonly form: Form }): JSX.Element {
  const { t } = useWords();
  return (
    <>
      <TextInput
        data-autofocus
        label={t('incident.contacts.name')}
        maxLength={80}
        {...form.getInputProps('name')}
      />
      <TextInput
        label={t('incident.contacts.email')}
        inputMode="email"
        autoCapitalize="none"
        maxLength={254}
        {...form.getInputProps('email')}
      />
      <DutyFields
        labels={{ role: t('incident.contacts.role'), area: t('incident.contacts.area') }}
        value={form.values}
        areaError={form.errors['areaId']}
        onRole={(role) => form.setFieldValue('role', role)}
        onArea={(areaId) => form.setFieldValue('areaId', areaId)}
      />
    </>
  );
}

function What({ form }: { readonly form: Form }): JSX.Element {
  const { t, fmt } = useWords();
  const { wants, afterMinutes } = form.values;
  const choices = [...new Set([...AFTER, afterMinutes])].sort((a, b) => a - b);
  return (
    <>
      <NativeSelect
        label={t('incident.contacts.what')}
        value={wants}
        onChange={(event) => form.setFieldValue('wants', Wants.parse(event.currentTarget.value))}
        data={Wants.options.map((value) => ({
          value,
          label: t(`incident.contacts.wants.${value}`),
        }))}
      />
      <NativeSelect
        label={t('incident.contacts.when')}
        description={t('incident.contacts.whenHint')}
        value={String(afterMinutes)}
        onChange={(event) => form.setFieldValue('afterMinutes', Number(event.currentTarget.value))}
        data={choices.map((n) => ({
          value: String(n),
          label:
            n === 0
              ? t('incident.contacts.atOnce')
              : t('incident.contacts.after', { n: fmt.number(n) }),
        }))}
      />
      <div className="contact-hours">
        <Time form={form} name="fromMinute" label={t('incident.contacts.from')} />
        <Time form={form} name="untilMinute" label={t('incident.contacts.until')} />
      </div>
      <p className="small muted">{t('incident.contacts.hoursHint')}</p>
    </>
  );
}

type TimeProps = {
  readonly form: Form;
  readonly name: 'fromMinute' | 'untilMinute';
  readonly label: string;
};

function Time({ form, name, label }: TimeProps): JSX.Element {
  const value = form.values[name];
  const times = [...new Set([...TIMES, value])]
    .filter((minute) => (name === 'fromMinute' ? minute < 1440 : minute > 0))
    .sort((a, b) => a - b);
  return (
    <NativeSelect
      label={label}
      value={String(value)}
      error={form.errors[name]}
      onChange={(event) => form.setFieldValue(name, Number(event.currentTarget.value))}
      data={times.map((minute) => ({ value: String(minute), label: formatMinute(minute) }))}
    />
  );
}
