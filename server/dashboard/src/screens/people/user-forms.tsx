/**
 * Forms of a person — thêm và sửa người dùng.
 *
 * Checked by the same schemas as on the server, told in words. A password is long before it is
 * complicated.
 */
import type { AreaId, ClusterGroupId } from '@loaso/shared/ids';
import {
  type NewUser,
  Password,
  type Role,
  type User,
  type UserChange,
  Username,
} from '@loaso/shared/wire/http/people';
import { PasswordInput, TextInput } from '@mantine/core';
import { type UseFormReturnType, useForm } from '@mantine/form';
import { useQuery } from '@tanstack/react-query';
import type { JSX } from 'react';
import { addUser, changeUser } from '../../api/people.js';
import { stationsQuery } from '../../api/stations.js';
import { useMe } from '../../app/session.js';
import type { Translate } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';
import { DialogForm } from '../../parts/dialog-form.js';
import { DutyFields } from '../../parts/duty-fields.js';
import { useDeed } from '../../parts/use-deed.js';
import { StationsField, stationsFor } from './stations-field.js';

type Values = {
  username: string;
  fullName: string;
  role: Role;
  areaId: AreaId | null;
  stationIds: ClusterGroupId[];
  password: string;
};
type Form = UseFormReturnType<Values>;

const checks = (t: Translate, passwordNeeded: boolean) => ({
  username: (value: string) =>
    Username.safeParse(value).success ? null : t('office.people.usernameWrong'),
  fullName: (value: string) => (value.trim().length < 2 ? t('office.people.nameShort') : null),
  areaId: (value: AreaId | null) => (value === null ? t('office.people.areaMissing') : null),
  password: (value: string) =>
    Password.safeParse(value).success || (!passwordNeeded && value === '')
      ? null
      : t('office.people.passwordShort'),
});

export function AddUserForm({ onClose }: { readonly onClose: () => void }): JSX.Element {
  const { t } = useWords();
  const form = useForm<Values>({
    initialValues: {
      ...{ username: '', fullName: '', role: 'official', areaId: null },
      ...{ stationIds: [], password: '' },
    },
    validate: checks(t, true),
  });
  const deed = useDeed({
    run: (request: NewUser) => addUser(request),
    renews: ['users'],
    done: t('office.people.added'),
    after: onClose,
  });
  const fit = useFitting();
  const submit = ({ areaId, ...rest }: Values): void => {
    if (areaId === null) return;
    const stationIds = fit({ ...rest, areaId });
    deed.mutate({ ...rest, areaId, stationIds, username: Username.parse(rest.username) });
  };
  return (
    <DialogForm
      onSubmit={form.onSubmit(submit)}
      onClose={onClose}
      verb={t('office.people.add')}
      busy={deed.isPending}
      error={deed.error}
    >
      <TextInput
        data-autofocus
        label={t('office.people.fullName')}
        autoComplete="off"
        {...form.getInputProps('fullName')}
      />
      <TextInput
        label={t('office.people.username')}
        description={t('office.people.usernameHint')}
        autoComplete="off"
        autoCapitalize="none"
        {...form.getInputProps('username')}
      />
      <Duty form={form} />
      <Secret
        form={form}
        label={t('office.people.password')}
        hint={t('office.people.passwordHint')}
      />
    </DialogForm>
  );
}

type EditProps = { readonly user: User; readonly onClose: () => void };

export function EditUserForm({ user, onClose }: EditProps): JSX.Element {
  const { t } = useWords();
  const { username, fullName, role, areaId } = user;
  const form = useForm<Values>({
    initialValues: {
      ...{ username, fullName, role, areaId, password: '' },
      stationIds: (user.stations ?? []).map(({ id }) => id),
    },
    validate: checks(t, false),
  });
  const deed = useDeed({
    run: (change: UserChange) => changeUser(user.id, change),
    renews: ['users', 'me'],
    done: t('office.people.changed'),
    after: onClose,
  });
  const fit = useFitting();
  const isMe = useMe().id === user.id;
  const submit = (values: Values): void =>
    deed.mutate({
      fullName: values.fullName.trim(),
      ...(isMe ? {} : dutyOf(values, fit(values))),
      ...(values.password === '' ? {} : { password: values.password }),
    });
  return (
    <DialogForm
      onSubmit={form.onSubmit(submit)}
      onClose={onClose}
      verb={t('shell.app.save')}
      busy={deed.isPending}
      error={deed.error}
    >
      <TextInput
        data-autofocus
        label={t('office.people.fullName')}
        autoComplete="off"
        {...form.getInputProps('fullName')}
      />
      {isMe ? <p className="small muted">{t('office.people.ownDuty')}</p> : <Duty form={form} />}
      <Secret
        form={form}
        label={t('office.people.newPassword')}
        hint={t('office.people.newPasswordHint')}
      />
    </DialogForm>
  );
}

const dutyOf = (
  { role, areaId }: Values,
  stationIds: ClusterGroupId[],
): Pick<UserChange, 'role' | 'areaId' | 'stationIds'> => ({
  role,
  ...(areaId === null ? {} : { areaId }),
  stationIds,
});

/** Those that were ticked and still fit role and area. */
function useFitting(): (
  values: Pick<Values, 'role' | 'areaId' | 'stationIds'>,
) => ClusterGroupId[] {
  const { data } = useQuery(stationsQuery);
  return ({ stationIds, ...duty }) => {
    // Not known yet: what was ticked stays, and the server judges it.
    if (data === undefined) return stationIds;
    const fit = new Set(stationsFor(data, duty).map(({ id }) => id));
    return stationIds.filter((id) => fit.has(id));
  };
}

/** Role and area: what somebody may do, and where. */
function Duty({ form }: { readonly form: Form }): JSX.Element {
  const { t } = useWords();
  return (
    <>
      <DutyFields
        labels={{ role: t('office.people.role'), area: t('office.people.area') }}
        value={form.values}
        areaError={form.errors['areaId']}
        explained
        onRole={(role) => form.setFieldValue('role', role)}
        onArea={(areaId) => form.setFieldValue('areaId', areaId)}
      />
      <StationsField
        duty={form.values}
        value={form.values.stationIds}
        onChange={(next) => form.setFieldValue('stationIds', next)}
      />
    </>
  );
}

type SecretProps = { readonly form: Form; readonly label: string; readonly hint: string };

function Secret({ form, label, hint }: SecretProps): JSX.Element {
  const { t } = useWords();
  return (
    <PasswordInput
      label={label}
      description={hint}
      autoComplete="new-password"
      visibilityToggleButtonProps={{ 'aria-label': t('shell.login.reveal'), tabIndex: 0 }}
      {...form.getInputProps('password')}
    />
  );
}
