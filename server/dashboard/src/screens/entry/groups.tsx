/**
 * Groups — chọn, lập nhóm cụm loa.
 *
 * Speakers under one name: a former station of a merged commune, a market, a coast. Made once, ticked
 * ever after; whoever joins a group hears its lines from then on.
 */
import type { ClusterGroup } from '@loaso/shared/wire/http/cluster-groups';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type JSX, useState } from 'react';
import { groupsQuery } from '../../api/cluster-groups.js';
import { type Own, useOwnBoxes } from '../../app/own-boxes.js';
import { useWords } from '../../i18n/use-words.js';
import { Checklist, flipped } from '../../parts/checklist.js';
import { Dialog } from '../../parts/confirm.js';
import { Waiting } from '../../parts/page.js';
import { ProblemNotice } from '../../parts/problem.js';
import { GroupForm } from './group-form.js';
import type { PartProps } from './part-props.js';

/** Who works for single stations chooses what is wholly of them. */
const choosable =
  (own: Own | null) =>
  ({ deviceIds }: ClusterGroup): boolean =>
    own === null || (deviceIds.length > 0 && deviceIds.every(own.holds));

export function Groups({ draft, change }: PartProps): JSX.Element {
  const { t, fmt } = useWords();
  const own = useOwnBoxes();
  const groups = useQuery(groupsQuery);
  const [editing, setEditing] = useState<ClusterGroup | 'new' | null>(null);
  const close = (): void => setEditing(null);
  return (
    <>
      <ProblemNotice error={groups.error} onRetry={groups.refetch} />
      {groups.isPending ? <Waiting /> : null}
      {groups.data === undefined ? null : (
        <Checklist
          label={t('schedule.add.whereGroups')}
          find={t('schedule.group.find')}
          none={t('schedule.group.none')}
          choices={groups.data.filter(choosable(own)).map((group) => ({
            id: group.id,
            label: t('schedule.group.named', {
              name: group.name,
              n: fmt.number(group.deviceIds.length),
            }),
            checked: draft.groupIds.includes(group.id),
            flip: () => change({ groupIds: flipped(draft.groupIds, group.id) }),
            aside:
              own !== null && group.stationName !== null ? null : (
                <Button
                  variant="subtle"
                  size="sm"
                  aria-label={t('schedule.group.editOne', { name: group.name })}
                  onClick={() => setEditing(group)}
                >
                  {t('schedule.group.edit')}
                </Button>
              ),
          }))}
        />
      )}
      <div>
        <Button variant="default" onClick={() => setEditing('new')}>
          {t('schedule.group.add')}
        </Button>
      </div>
      <Dialog
        opened={editing !== null}
        title={t(editing === 'new' ? 'schedule.group.add' : 'schedule.group.editTitle')}
        onClose={close}
      >
        <GroupForm
          group={editing === 'new' ? null : editing}
          onSaved={({ id }) => {
            if (!draft.groupIds.includes(id)) change({ groupIds: [...draft.groupIds, id] });
            close();
          }}
          onRemoved={(id) => {
            change({ groupIds: draft.groupIds.filter((one) => one !== id) });
            close();
          }}
          onClose={close}
        />
      </Dialog>
    </>
  );
}
