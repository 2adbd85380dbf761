/**
 * Register a speaker — khai báo cụm loa.
 *
 * Name, commune and, when known, position. The next step is the enrolment code on its own page.
 */
import type { AreaId } from '@loaso/shared/ids';
import type { NewDevice } from '@loaso/shared/wire/http/fleet';
import { TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { JSX } from 'react';
import { addDevice } from '../../api/fleet.js';
import { areasQuery } from '../../api/people.js';
import { useMe } from '../../app/session.js';
import { useWords } from '../../i18n/use-words.js';
import { AreaField, areasInScope } from '../../parts/area-field.js';
import { Dialog } from '../../parts/confirm.js';
import { DialogForm } from '../../parts/dialog-form.js';
import { forNewWork } from '../../parts/ended-areas.js';
import { useDeed } from '../../parts/use-deed.js';
import { positionOf } from './position-text.js';

type Props = { readonly opened: boolean; readonly onClose: () => void };
type Values = { name: string; areaId: AreaId | null; lat: string; lng: string };

export function AddDevice({ opened, onClose }: Props): JSX.Element {
  const { t } = useWords();
  return (
    <Dialog opened={opened} title={t('fleet.add.title')} onClose={onClose}>
      <AddForm onClose={onClose} />
    </Dialog>
  );
}

function AddForm({ onClose }: { readonly onClose: () => void }): JSX.Element {
  const { t } = useWords();
  const me = useMe();
  const navigate = useNavigate();
  const areas = useQuery(areasQuery);
  const scope = forNewWork(areasInScope(areas.data ?? [], me)).filter(
    ({ level }) => level !== 'province',
  );
  const form = useForm<Values>({
    initialValues: { name: '', areaId: scope.length === 1 ? me.areaId : null, lat: '', lng: '' },
    validate: {
      name: (value) => (value.trim().length < 2 ? t('fleet.add.nameMissing') : null),
      areaId: (value) => (value === null ? t('fleet.add.areaMissing') : null),
      lat: (value, { lng }) => (positionOf(value, lng).ok ? null : t('fleet.add.positionWrong')),
    },
  });
  const deed = useDeed({
    run: (request: NewDevice) => addDevice(request),
    renews: ['devices', 'overview'],
    done: t('fleet.add.added'),
    after: (device) => {
      onClose();
      return navigate({ to: '/cum-loa/$deviceId', params: { deviceId: device.id } });
    },
  });
  const submit = (values: Values): void => {
    const typed = positionOf(values.lat, values.lng);
    if (values.areaId === null || !typed.ok) return;
    deed.mutate({ name: values.name.trim(), areaId: values.areaId, position: typed.position });
  };
  const area = form.getInputProps('areaId');
  return (
    <DialogForm
      onSubmit={form.onSubmit(submit)}
      onClose={onClose}
      verb={t('fleet.add.submit')}
      busy={deed.isPending}
      error={areas.error ?? deed.error}
    >
      <TextInput
        data-autofocus
        label={t('fleet.add.name')}
        description={t('fleet.add.nameHint')}
        maxLength={80}
        {...form.getInputProps('name')}
      />
      <AreaField
        label={t('fleet.add.area')}
        areas={scope}
        value={form.values.areaId}
        error={area.error}
        onChange={(value) => form.setFieldValue('areaId', value)}
      />
      <div className="stack-sm">
        <div className="position-fields">
          <TextInput
            label={t('fleet.add.lat')}
            inputMode="decimal"
            {...form.getInputProps('lat')}
          />
          <TextInput
            label={t('fleet.add.lng')}
            inputMode="decimal"
            {...form.getInputProps('lng')}
          />
        </div>
        <p className="small muted">{t('fleet.add.positionHint')}</p>
      </div>
    </DialogForm>
  );
}
