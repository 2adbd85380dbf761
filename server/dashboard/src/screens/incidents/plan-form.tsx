/**
 * Plan form — báo trước bảo trì.
 *
 * Where, the whole place or one speaker of it; from now or from a time said beforehand; what is done.
 */
import type { AreaId, DeviceId } from '@loaso/shared/ids';
import { addDays, localDateOf } from '@loaso/shared/time';
import { NativeSelect, SegmentedControl, Select, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, type JSX, useState } from 'react';
import { devicesQuery } from '../../api/fleet.js';
import { planMaintenance } from '../../api/incidents.js';
import { areasQuery } from '../../api/people.js';
import { now as serverNow } from '../../app/clock.js';
import { useMe } from '../../app/session.js';
import { useWords } from '../../i18n/use-words.js';
import { AreaField, areasInScope } from '../../parts/area-field.js';
import { DialogForm } from '../../parts/dialog-form.js';
import { withClusters } from '../../parts/ended-areas.js';
import { finds } from '../../parts/fold.js';
import { useDeed } from '../../parts/use-deed.js';
import { DateField } from '../entry/date-field.js';
import { type Start, spanOf } from './planned-span.js';
import '../entry/entry.css';

export const RENEWS = ['maintenance', 'incidents', 'devices', 'work'];
const HOURS = [1, 2, 4, 8, 24, 72] as const;

type Draft = {
  readonly areaId: AreaId | null;
  readonly deviceId: DeviceId | null;
  readonly start: Start;
  readonly hours: string;
  readonly why: string;
};

type Part = {
  readonly draft: Draft;
  readonly change: (next: Partial<Draft>) => void;
  /** Sent once, so that what is missing is said. */
  readonly tried: boolean;
};

const freshDraft = (): Draft => ({
  areaId: null,
  deviceId: null,
  start: { later: false, date: addDays(localDateOf(serverNow()), 1), time: '' },
  hours: '2',
  why: '',
});

export function PlanForm({ onDone }: { readonly onDone: () => void }): JSX.Element {
  const { t } = useWords();
  const [draft, setDraft] = useState(freshDraft);
  const [tried, setTried] = useState(false);
  const plan = useDeed({
    run: planMaintenance,
    renews: RENEWS,
    done: t('incident.maintenance.planned'),
    after: onDone,
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    const { areaId, deviceId, start, hours, why } = draft;
    const span = spanOf(start, Number(hours), serverNow());
    if (areaId === null || !span.ok || why.trim().length < 3) return;
    plan.mutate({ areaId, deviceId, fromAt: span.fromAt, untilAt: span.untilAt, why: why.trim() });
  };
  const part: Part = {
    draft,
    tried,
    change: (next) => setDraft((before) => ({ ...before, ...next })),
  };
  return (
    <DialogForm
      onSubmit={submit}
      onClose={onDone}
      verb={t('incident.maintenance.submit')}
      busy={plan.isPending}
      error={plan.error}
    >
      <Where {...part} />
      <When {...part} />
      <TextInput
        label={t('incident.maintenance.why')}
        description={t('incident.maintenance.whyHint')}
        value={draft.why}
        maxLength={200}
        error={tried && draft.why.trim().length < 3 ? t('incident.maintenance.whyMissing') : null}
        onChange={(event) => part.change({ why: event.currentTarget.value })}
      />
    </DialogForm>
  );
}

function Where({ draft: { areaId, deviceId }, change, tried }: Part): JSX.Element {
  const { t } = useWords();
  const me = useMe();
  const areas = useQuery(areasQuery);
  const devices = useQuery(devicesQuery);
  const inside = areasInScope(areas.data ?? [], { areaId: areaId ?? me.areaId });
  const near = new Set(inside.map(({ id }) => id));
  const boxes = (devices.data ?? []).filter(
    ({ state, areaId: at }) => state !== 'revoked' && near.has(at),
  );
  return (
    <>
      <AreaField
        label={t('incident.maintenance.area')}
        areas={withClusters(areasInScope(areas.data ?? [], me)).filter(
          ({ level }) => level !== 'province',
        )}
        value={areaId}
        onChange={(next) => change({ areaId: next, deviceId: null })}
        error={tried && areaId === null ? t('incident.maintenance.areaMissing') : null}
      />
      {areaId === null ? null : (
        <Select
          label={t('incident.maintenance.box')}
          placeholder={t('incident.maintenance.allBoxes')}
          searchable
          clearable
          limit={200}
          filter={({ options, search }) =>
            options.filter((one) => 'label' in one && finds(search, one.label))
          }
          nothingFoundMessage={t('incident.maintenance.noBox')}
          data={boxes.map(({ id, name }) => ({ value: id, label: name }))}
          value={deviceId}
          onChange={(next) => change({ deviceId: next as DeviceId | null })}
        />
      )}
    </>
  );
}

function When({ draft: { start, hours }, change, tried }: Part): JSX.Element {
  const { t, fmt } = useWords();
  const set = (next: Partial<Start>): void => change({ start: { ...start, ...next } });
  return (
    <>
      <SegmentedControl
        aria-label={t('incident.maintenance.start')}
        value={start.later ? 'later' : 'now'}
        onChange={(value) => set({ later: value === 'later' })}
        data={[
          { value: 'now', label: t('incident.maintenance.fromNow') },
          { value: 'later', label: t('incident.maintenance.fromLater') },
        ]}
      />
      {start.later ? <Later start={start} set={set} hours={hours} tried={tried} /> : null}
      <NativeSelect
        label={t('incident.maintenance.hours')}
        value={hours}
        onChange={(event) => change({ hours: event.currentTarget.value })}
        data={HOURS.map((n) => ({
          value: String(n),
          label: t('incident.maintenance.hoursOf', { n: fmt.number(n) }),
        }))}
      />
    </>
  );
}

type LaterProps = Pick<Part, 'tried'> & {
  readonly start: Start;
  readonly hours: string;
  readonly set: (next: Partial<Start>) => void;
};

function Later({ start, hours, set, tried }: LaterProps): JSX.Element {
  const { t } = useWords();
  const span = spanOf(start, Number(hours), serverNow());
  const wrong = {
    time: t('incident.maintenance.timeMissing'),
    past: t('incident.maintenance.past'),
  };
  return (
    <div className="entry-dates">
      <DateField
        label={t('incident.maintenance.day')}
        value={start.date}
        onChange={(date) => (date === null ? undefined : set({ date }))}
      />
      <TextInput
        label={t('incident.maintenance.time')}
        description={t('incident.maintenance.timeHint')}
        value={start.time}
        error={tried && !span.ok ? wrong[span.wrong] : null}
        onChange={(event) => set({ time: event.currentTarget.value })}
      />
    </div>
  );
}
