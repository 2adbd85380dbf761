/**
 * People — người dùng.
 *
 * The administrator's list: who, in which role, where; add, change, switch off. Nobody is deleted, so
 * that the log keeps its names.
 */
import type { User } from '@loaso/shared/wire/http/people';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { type JSX, useEffect, useState } from 'react';
import { changeUser, usersQuery } from '../../api/people.js';
import { useMe } from '../../app/session.js';
import { useWords } from '../../i18n/use-words.js';
import { Confirm, Dialog } from '../../parts/confirm.js';
import { finds } from '../../parts/fold.js';
import { Icon } from '../../parts/icon.js';
import { Page, Waiting } from '../../parts/page.js';
import { Pill } from '../../parts/pill.js';
import { ProblemNotice } from '../../parts/problem.js';
import { SearchField } from '../../parts/search-field.js';
import { useDeed } from '../../parts/use-deed.js';
import { AddUserForm, EditUserForm } from './user-forms.js';
import './people.css';

export function People(): JSX.Element {
  const { t } = useWords();
  const users = useQuery(usersQuery);
  const [adding, setAdding] = useState(false);
  const { q } = useSearch({ from: '/frame/nguoi-dung' });
  const [sought, setSought] = useState(q ?? '');
  // The search of the whole page may name another person while this screen is open.
  useEffect(() => setSought(q ?? ''), [q]);
  const found = users.data?.filter((user) =>
    finds(sought, user.fullName, user.username, user.areaName),
  );
  const close = (): void => setAdding(false);
  return (
    <Page
      title={t('office.people.title')}
      intro={t('office.people.intro')}
      actions={
        <Button leftSection={<Icon name="compose" size={18} />} onClick={() => setAdding(true)}>
          {t('office.people.add')}
        </Button>
      }
    >
      <search className="row">
        <SearchField label={t('office.people.search')} value={sought} onChange={setSought} />
      </search>
      <ProblemNotice error={users.error} onRetry={users.refetch} />
      {users.isPending ? <Waiting /> : null}
      {found?.length === 0 ? <p className="muted">{t('office.people.none')}</p> : null}
      <ul className="plain-list stack" data-testid="user-list">
        {found?.map((user) => (
          <Row key={user.id} user={user} />
        ))}
      </ul>
      <Dialog opened={adding} title={t('office.people.addTitle')} onClose={close}>
        <AddUserForm onClose={close} />
      </Dialog>
    </Page>
  );
}

function Row({ user }: { readonly user: User }): JSX.Element {
  const { t } = useWords();
  const me = useMe();
  const [editing, setEditing] = useState(false);
  const close = (): void => setEditing(false);
  const self = me.id === user.id;
  return (
    <li className={`card user-row ${user.active ? '' : 'user-off'}`} data-testid="user-row">
      <div className="stack-sm">
        <span className="strong">
          {user.fullName}
          {self ? ` (${t('office.people.you')})` : ''}
        </span>
        <span className="small muted">{user.username}</span>
      </div>
      <div className="stack-sm">
        <span>{t(`words.role.${user.role}`)}</span>
        <span className="small muted">{user.areaName}</span>
        {user.stations === undefined ? null : (
          <span className="small" data-testid="bound">
            {`${t('office.people.stations')}: ${user.stations.map(({ name }) => name).join(', ')}`}
          </span>
        )}
      </div>
      <div>
        <Pill tone={user.active ? 'good' : 'mute'} icon={user.active ? 'check' : 'off'}>
          {t(user.active ? 'office.people.active' : 'office.people.off')}
        </Pill>
      </div>
      <div className="row">
        <Button
          variant="default"
          aria-label={t('office.people.edit', { name: user.fullName })}
          onClick={() => setEditing(true)}
        >
          {t('office.people.editShort')}
        </Button>
        {self ? null : <Switch user={user} />}
      </div>
      <Dialog
        opened={editing}
        title={t('office.people.editTitle', { name: user.fullName })}
        onClose={close}
      >
        <EditUserForm user={user} onClose={close} />
      </Dialog>
    </li>
  );
}

function Switch({ user }: { readonly user: User }): JSX.Element {
  const { t } = useWords();
  const [asking, setAsking] = useState(false);
  const name = user.fullName;
  const deed = useDeed({
    run: () => changeUser(user.id, { active: !user.active }),
    renews: ['users'],
    done: t(user.active ? 'office.people.offDone' : 'office.people.onDone'),
    after: () => setAsking(false),
  });
  return (
    <>
      <Button
        variant="subtle"
        loading={deed.isPending}
        aria-label={t(user.active ? 'office.people.switchOffOf' : 'office.people.switchOnOf', {
          name,
        })}
        onClick={() => (user.active ? setAsking(true) : deed.mutate(undefined))}
      >
        {t(user.active ? 'office.people.switchOff' : 'office.people.switchOn')}
      </Button>
      {asking ? null : <ProblemNotice error={deed.error} />}
      <Confirm
        danger
        opened={asking}
        title={t('office.people.offTitle', { name })}
        verb={t('office.people.switchOff')}
        busy={deed.isPending}
        error={deed.error}
        onConfirm={() => deed.mutate(undefined)}
        onClose={() => setAsking(false)}
      >
        <p>{t('office.people.offBody')}</p>
      </Confirm>
    </>
  );
}
