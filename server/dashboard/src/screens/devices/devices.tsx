/**
 * Speakers — danh sách cụm loa.
 *
 * All speakers in scope, those that need a look first; found without diacritics; new ones are
 * registered here.
 */
import type { DeviceSummary } from '@loaso/shared/wire/http/fleet';
import { Button, SegmentedControl } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
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
import { DataPlans } from './data-plans.js';
import './devices.css';

const GROUPS = ['all', 'bad', 'data', 'good', 'new'] as const;
type Group = (typeof GROUPS)[number];
type Standing = Exclude<Group, 'all' | 'data'>;

const groupOf = (device: DeviceSummary): Standing => {
  if (device.state !== 'enrolled') return 'new';
  return worstLight(device.lights) === 'green' ? 'good' : 'bad';
};

const isIn = (group: Group, device: DeviceSummary): boolean => {
  if (group === 'all') return true;
  return group === 'data' ? device.dataShort !== undefined : groupOf(device) === group;
};

const ORDER: Readonly<Record<Standing, number>> = { bad: 0, good: 1, new: 2 };
const WORD = {
  all: 'filterAll',
  bad: 'filterBad',
  data: 'filterData',
  good: 'filterGood',
  new: 'filterNew',
} as const;

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
        <Found devices={devices.data} install={install} />
      ) : null}
      {install ? <AddDevice opened={adding} onClose={() => setAdding(false)} /> : null}
    </Page>
  );
}

/** More are shown by request: an old laptop slows down long before anybody has read them. */
const ROWS_STEP = 60;

const byName = new Intl.Collator('vi', { numeric: true });

/** What the month will come to, as a part of what was paid for. */
const excessOf = ({ dataShort }: DeviceSummary): number =>
  dataShort === undefined
    ? 0
    : Math.max(dataShort.usedBytes, dataShort.forecastBytes ?? 0) / (dataShort.budgetBytes ?? 1);

/** Those that need a look first, or whose SIM ends first, then by name. */
function foundOf(devices: readonly DeviceSummary[], group: Group, sought: string): DeviceSummary[] {
  const first = (a: DeviceSummary, b: DeviceSummary): number =>
    group === 'data' ? excessOf(b) - excessOf(a) : ORDER[groupOf(a)] - ORDER[groupOf(b)];
  return devices
    .filter((device) => isIn(group, device))
    .filter((device) => finds(sought, device.name, device.areaName))
    .sort((a, b) => first(a, b) || byName.compare(a.name, b.name));
}

type FoundProps = { readonly devices: readonly DeviceSummary[]; readonly install: boolean };

function Found({ devices, install }: FoundProps): JSX.Element {
  const { t, fmt } = useWords();
  const { loc: group = 'all' } = useSearch({ from: '/frame/cum-loa' });
  const navigate = useNavigate({ from: '/cum-loa' });
  const [sought, setSought] = useState('');
  const [rows, setRows] = useState(ROWS_STEP);
  const count = (one: Group): number => devices.filter((device) => isIn(one, device)).length;
  const groups = GROUPS.filter((one) => one !== 'data' || one === group || count(one) > 0);
  const choose = (value: string): void => {
    const loc = value === 'all' ? undefined : (value as Exclude<Group, 'all'>);
    void navigate({ search: { loc }, replace: true });
  };
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
          onChange={choose}
          data={groups.map((value) => ({
            value,
            label: t(`fleet.list.${WORD[value]}`, { n: count(value) }),
          }))}
        />
        {install ? <ManyPlans devices={found} /> : null}
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

/** For the boxes that are listed, as they stand in the list. */
function ManyPlans({ devices }: { readonly devices: readonly DeviceSummary[] }): JSX.Element {
  const { t } = useWords();
  const [opened, setOpened] = useState(false);
  return (
    <>
      <Button variant="default" onClick={() => setOpened(true)}>
        {t('fleet.dataMany.verb')}
      </Button>
      <DataPlans devices={devices} opened={opened} onClose={() => setOpened(false)} />
    </>
  );
}
