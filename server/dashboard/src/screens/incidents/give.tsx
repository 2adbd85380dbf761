/**
 * Giving an incident — giao sự cố cho người khác.
 *
 * Only who can take it is offered; who has it already is not.
 */
import type { UserId } from '@loaso/shared/ids';
import type { Hand, IncidentDetail } from '@loaso/shared/wire/http/incidents';
import { Button, NativeSelect } from '@mantine/core';
import { type JSX, useState } from 'react';
import { actOnIncident } from '../../api/incidents.js';
import { useMe } from '../../app/session.js';
import { useWords } from '../../i18n/use-words.js';
import { Dialog } from '../../parts/confirm.js';
import { DialogForm } from '../../parts/dialog-form.js';
import { useDeed } from '../../parts/use-deed.js';

type Props = { readonly incident: IncidentDetail; readonly renews: readonly string[] };

export function Give({ incident, renews }: Props): JSX.Element {
  const { t } = useWords();
  const me = useMe();
  const [opened, setOpened] = useState(false);
  const held = incident.assignee?.id;
  const hands = incident.hands.filter(({ id }) => id !== me.id && id !== held);
  const close = (): void => setOpened(false);
  return (
    <>
      <Button variant="default" onClick={() => setOpened(true)}>
        {t('incident.give')}
      </Button>
      <Dialog opened={opened} title={t('incident.give')} onClose={close}>
        <GiveForm incident={incident} renews={renews} hands={hands} onClose={close} />
      </Dialog>
    </>
  );
}

type FormProps = Props & { readonly hands: readonly Hand[]; readonly onClose: () => void };

function GiveForm({ incident, renews, hands, onClose }: FormProps): JSX.Element {
  const { t } = useWords();
  const [chosen, setChosen] = useState<UserId | null>(null);
  const hand = hands.find(({ id }) => id === chosen) ?? hands[0];
  const deed = useDeed({
    run: (userId: UserId) => actOnIncident(incident.id, { kind: 'assign', userId }),
    renews,
    done: t('incident.given', { name: hand?.name ?? '' }),
    after: onClose,
  });
  return (
    <DialogForm
      onSubmit={(event) => {
        event.preventDefault();
        if (hand !== undefined) deed.mutate(hand.id);
      }}
      onClose={onClose}
      verb={t('incident.giveSubmit')}
      busy={deed.isPending}
      error={deed.error}
      blocked={hand === undefined}
    >
      {hand === undefined ? (
        <p>{t('incident.giveNone')}</p>
      ) : (
        <NativeSelect
          data-autofocus
          label={t('incident.giveTo')}
          description={t('incident.giveHint')}
          value={hand.id}
          data={hands.map(({ id, name, areaName }) => ({
            value: id,
            label: t('incident.givePerson', { name, area: areaName }),
          }))}
          onChange={(event) => setChosen(event.currentTarget.value as UserId)}
        />
      )}
    </DialogForm>
  );
}
