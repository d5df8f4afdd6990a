// SPDX-License-Identifier: EUPL-1.2
// clients.cjs -- how a match is made, joined and played at each peer. `seen(match, seat, n)` is called when a seat has move n.
const post = async (url, body) => {
  const answer = await fetch(url, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });
  return answer.json();
};

const bgio = {
  file: "bgio.cjs",
  async open(url, seats, seen) {
    const { io } = require("socket.io-client");
    const { matchID } = await post(`${url}/games/cells/create`, { numPlayers: seats });
    const match = { matchID, keys: [], sockets: [], n: 0 };
    for (let seat = 0; seat < seats; seat++) {
      const joined = await post(`${url}/games/cells/${matchID}/join`, { playerID: String(seat), playerName: `p${seat}` });
      match.keys.push(joined.playerCredentials);
    }
    const connect = (seat) =>
      new Promise((done) => {
        const socket = io(`${url}/cells`, { transports: ["websocket"], forceNew: true, reconnection: false });
        match.sockets[seat] = socket;
        socket.on("connect", () => socket.emit("sync", matchID, String(seat), match.keys[seat], seats));
        socket.on("sync", (_, info) => {
          socket.state = info.state._stateID;
          if (info.state.G.secret || info.state.G.players[(seat + 1) % seats]) {
            throw new Error("a hand of another seat was sent");
          }
          done();
        });
        socket.on("update", (_, state) => {
          socket.state = state._stateID;
          seen(match, seat, state.G.n);
        });
      });
    await Promise.all(match.keys.map((_, seat) => connect(seat)));
    return match;
  },
  move(match, seat, cell) {
    const payload = { type: "place", args: [cell], playerID: String(seat), credentials: match.keys[seat] };
    match.sockets[seat].emit("update", { type: "MAKE_MOVE", payload }, match.sockets[seat].state, match.matchID, String(seat));
  },
};

const colyseus = {
  file: "colyseus.cjs",
  async open(url, seats, seen) {
    const { Client } = require("colyseus.js");
    const client = new Client(url.replace("http", "ws"));
    const match = { rooms: [], n: 0 };
    for (let k = 0; k < seats; k++) {
      const room = k === 0 ? await client.create("cells") : await client.joinById(match.id, {});
      match.id = room.roomId;
      const seat = await new Promise((done) => room.onMessage("seat", done));
      match.rooms[seat] = room;
      let last = 0;
      room.onStateChange((state) => {
        if (state.n !== last) {
          last = state.n;
          seen(match, seat, state.n);
        }
      });
    }
    return match;
  },
  move(match, seat, cell) {
    match.rooms[seat].send("place", cell);
  },
};

module.exports = { bgio, colyseus };
