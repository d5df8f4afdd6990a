// SPDX-License-Identifier: EUPL-1.2
// colyseus.cjs -- the same game on colyseus; each move is sent at once (broadcastPatch), hands are hidden by a StateView.
// A hand is one tagged text: a tagged ArraySchema made other clients complain of changes they had not been sent.
const http = require("http");
const { Server, Room } = require("@colyseus/core");
const { WebSocketTransport } = require("@colyseus/ws-transport");
const { Schema, MapSchema, ArraySchema, StateView, type, view } = require("@colyseus/schema");
const { ready, SEATS } = require("./stat.cjs");

class Player extends Schema {
  constructor(seat = 0) {
    super();
    this.seat = seat;
    this.hand = Array.from({ length: 8 }, (_, i) => (seat * 31 + i * 7) % 100).join();
  }
}
type("int8")(Player.prototype, "seat");
type("string")(Player.prototype, "hand");
view()(Player.prototype, "hand");

class State extends Schema {
  constructor() {
    super();
    this.board = new ArraySchema(...Array(64).fill(-1));
    this.scores = new ArraySchema(...Array(SEATS).fill(0));
    this.n = 0;
    this.players = new MapSchema();
  }
}
type(["int8"])(State.prototype, "board");
type(["int32"])(State.prototype, "scores");
type("int32")(State.prototype, "n");
type({ map: Player })(State.prototype, "players");

class Cells extends Room {
  onCreate() {
    this.maxClients = SEATS;
    this.setState(new State());
    this.seats = new Map();
    this.deck = Array.from({ length: 40 }, (_, i) => (i * 13) % 100);
    this.setPatchRate(null);
    this.onMessage("place", (client, cell) => this.place(this.seats.get(client.sessionId), cell));
  }
  place(seat, cell) {
    const state = this.state;
    if (state.n % SEATS !== seat || !Number.isInteger(cell) || cell < 0 || cell > 63) {
      return;
    }
    const player = state.players.get(String(seat));
    const hand = player.hand.split(",").map(Number);
    const card = hand.shift();
    hand.push(this.deck.shift());
    this.deck.push(card);
    player.hand = hand.join();
    if (state.board[cell] !== seat) {
      state.scores[seat] += card;
    }
    state.board[cell] = seat;
    state.n++;
    this.broadcastPatch();
  }
  onJoin(client) {
    const seat = this.seats.size;
    const player = new Player(seat);
    this.seats.set(client.sessionId, seat);
    this.state.players.set(String(seat), player);
    client.view = new StateView();
    client.view.add(player);
    client.send("seat", seat);
  }
}
console.log = console.info = () => {};
const server = new Server({ greet: false, transport: new WebSocketTransport({ server: http.createServer() }) });
server.define("cells", Cells);
server.listen(Number(process.env.PORT), "127.0.0.1").then(ready);
