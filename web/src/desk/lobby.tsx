// SPDX-License-Identifier: EUPL-1.2
// Before the start: the code to join with, who is there, and the projector's own window.
import { useState } from 'preact/hooks';
import { t, tx } from '../i18n/index.js';
import type { View } from '../types.js';
import { Changed } from '../view/changed.js';
import { Act, Panel } from '../view/parts.js';
import { isLocal, joinAddress, plainAddress, testAddress } from '../reach.js';
import { QrCode } from '../view/room.js';
import { PeopleTable } from './people.js';

// Opens a seat in a tab of its own. The token goes in the fragment, which no server hears; where the browser blocks the
// new tab, the link stays to be pressed.
export function SeatLink({ command, fields, path, label, children }: {
  command: string; fields?: { [name: string]: unknown }; path: string; label: string; children: string;
}) {
  const [address, setAddress] = useState('');
  function opened(body: { [key: string]: unknown }): void {
    const { token, participant } = body;
    if (typeof token !== 'string') return;
    const given = new URLSearchParams({ t: token, l: label });
    if (typeof participant === 'string') given.set('p', participant);
    const next = `${path}#${given.toString()}`;
    setAddress(next);
    open(next, '_blank', 'noopener');
  }
  if (address !== '') return <a class="button" href={address} target="_blank" rel="noopener">{t().openTab}: {label}</a>;
  return <Act command={command} {...(fields ? { fields } : {})} done={opened}>{children}</Act>;
}

export function RoomButton({ view }: { view: View }) {
  if (!view.can?.['room.open']) return null;
  return <p class="row"><SeatLink command="room.open" path="/room" label={t().roomPicture}>{t().openRoom}</SeatLink></p>;
}

export function LobbyDesk({ view }: { view: View }) {
  return (
    <>
      <Panel title={t().lobbyDesk} id="lobby-desk">
        <div class="lobby-code">
          <QrCode view={view} />
          <div>
            <p class="address-big">{plainAddress(joinAddress(view.session?.code ?? ''))}</p>
            <p class="help">{t().lobbyDeskHelp}</p>
            {isLocal() && <p class="notice">{t().reachLocal}</p>}
            <p class="help reach">{t().reachTest} <a href={testAddress()} target="_blank" rel="noopener">{plainAddress(testAddress())}</a></p>
            {view.session?.warning && <p class="notice">{tx(view.session.warning)}</p>}
            <div class="row">
              {view.can?.['lobby.lock'] && <Act command="lobby.lock" fields={{ on: !view.session?.locked }} pressed={view.session?.locked ?? false}>{view.session?.locked ? t().lobbyLocked : t().lockLobby}</Act>}
              <RoomButton view={view} />
            </div>
          </div>
        </div>
      </Panel>
      <Changed view={view} id="lobby-changed" />
      <PeopleTable view={view} />
    </>
  );
}
