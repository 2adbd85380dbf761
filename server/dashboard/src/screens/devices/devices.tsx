/**
 * Speakers — danh sách cụm loa.
 *
 * All speakers in scope, those that need a look first; found without diacritics; new ones are
 * registered here.
 */
import type { DeviceSummary } from '@loaso/shared/wire/http/fleet';
import { Button, SegmentedControl } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type JSX, useMemo, useState } from 'react';
import { devicesQuery } from '../../api/fleet.js';
import { may } from '../../app/navigation.js';
import { useMe } from '../../app/session.js';
import { useWords } from '../../i18n/use-words.js';
import { DeviceRows } from '../../parts/device-rows.js';
import { finds } from '../../parts/fold.js';
import { Icon } from '../../parts/icon.js';
import { Empty, Page, Waiting } from '../../parts/page.js';
import { ProblemNotice } from '../../parts/problem.js';
import { SearchField } from '../../parts/search-field.js';
import { worstLight } from '../../parts/worst-light.js';
import { AddDevice } from './add-device.js';
import './devices.css';

const GROUPS = ['all', 'bad', 'good', 'new'] as const;
type Group = (typeof GROUPS)[number];

const groupOf = (device: DeviceSummary): Exclude<Group, 'all'> => {
  if (device.state !== 'enrolled') return 'new';
  return worstLight(device.lights) === 'green' ? 'good' : 'bad';
};

const ORDER: Readonly<Record<Exclude<Group, 'all'>, number>> = { bad: 0, good: 1, new: 2 };
const WORD = { all: 'filterAll', bad: 'filterBad', good: 'filterGood', new: 'filterNew' } as const;

export function Devices(): JSX.Element {
  const { t } = useWords();
  const me = useMe();
  const devices = useQuery(devicesQuery);
  const [adding, setAdding] = useState(false);
  const install = may.install(me.role);
  const add = install ? (
    <>
      <Link to="/ma-dang-ky" className="strong">
        {t('enrolment.many')}
      </Link>
      <Button leftSection={<Icon name="compose" size={18} />} onClick={() => setAdding(true)}>
        {t('fleet.list.add')}
      </Button>
    </>
  ) : null;
  return (
    <Page title={t('fleet.list.title')} actions={add}>
      <ProblemNotice error={devices.error} onRetry={devices.refetch} />
      {devices.isPending ? <Waiting /> : null}
      {devices.data?.length === 0 ? (
        <div className="card">
          <Empty icon="devices" title={t('fleet.list.empty')} body={t('fleet.list.emptyBody')} />
        </div>
      ) : null}
      {devices.data !== undefined && devices.data.length > 0 ? (
        <Found devices={devices.data} />
      ) : null}
      {install ? <AddDevice opened={adding} onClose={() => setAdding(false)} /> : null}
    </Page>
  );
}

/** More are shown by request: an old laptop slows down long before anybody has read them. */
const ROWS_STEP = 60;

const byName = new Intl.Collator('vi', { numeric: true });

/** Those that need a look first, then by name. */
function foundOf(devices: readonly DeviceSummary[], group: Group, sought: string): DeviceSummary[] {
  return devices
    .filter((device) => group === 'all' || groupOf(device) === group)
    .filter((device) => finds(sought, device.name, device.areaName))
    .sort((a, b) => ORDER[groupOf(a)] - ORDER[groupOf(b)] || byName.compare(a.name, b.name));
}

function Found({ devices }: { readonly devices: readonly DeviceSummary[] }): JSX.Element {
  const { t, fmt } = useWords();
  const [group, setGroup] = useState<Group>('all');
  const [sought, setSought] = useState('');
  const [rows, setRows] = useState(ROWS_STEP);
  const count = (one: Group): number =>
    one === 'all' ? devices.length : devices.filter((device) => groupOf(device) === one).length;
  const found = useMemo(() => foundOf(devices, group, sought), [devices, group, sought]);
  const rest = found.length - rows;
  return (
    <>
      <search className="row">
        <SearchField label={t('fleet.list.search')} value={sought} onChange={setSought} />
        <SegmentedControl
          className="device-groups"
          aria-label={t('fleet.map.filter')}
          value={group}
          onChange={(value) => setGroup(value as Group)}
          data={GROUPS.map((value) => ({
            value,
            label: t(`fleet.list.${WORD[value]}`, { n: count(value) }),
          }))}
        />
      </search>
      {found.length === 0 ? (
        <div className="card">
          <Empty
            icon="search"
            title={t('fleet.list.emptyFilter')}
            body={t('fleet.list.emptyFilterBody')}
          />
        </div>
      ) : (
        <>
          <DeviceRows devices={found.slice(0, rows)} />
          {rest <= 0 ? null : (
            <Button variant="default" onClick={() => setRows(rows + ROWS_STEP)}>
              {t('fleet.list.showMore', {
                n: fmt.number(Math.min(ROWS_STEP, rest)),
                rest: fmt.number(rest),
              })}
            </Button>
          )}
        </>
      )}
    </>
  );
}
