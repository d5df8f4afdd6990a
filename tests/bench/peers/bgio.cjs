// SPDX-License-Identifier: EUPL-1.2
// bgio.cjs -- boardgame.io as it comes: a board of 64 cells, scores, a hidden hand for each seat, in-memory storage.
const { Server, Origins } = require("boardgame.io/server");
const { PlayerView, INVALID_MOVE } = require("boardgame.io/core");
const { ready, SEATS } = require("./stat.cjs");

const seats = Array.from({ length: SEATS }, (_, seat) => seat);
const hand = (seat) => Array.from({ length: 8 }, (_, i) => (seat * 31 + i * 7) % 100);
const place = ({ G, playerID }, cell) => {
  const seat = Number(playerID);
  if (!Number.isInteger(cell) || cell < 0 || cell > 63) {
    return INVALID_MOVE;
  }
  const card = G.players[seat].hand.shift();
  G.players[seat].hand.push(G.secret.deck.shift());
  G.secret.deck.push(card);
  G.scores[seat] += G.board[cell] === seat ? 0 : card;
  G.board[cell] = seat;
  G.n++;
};
const game = {
  name: "cells",
  minPlayers: SEATS,
  maxPlayers: SEATS,
  setup: () => ({
    board: Array(64).fill(-1),
    scores: seats.map(() => 0),
    n: 0,
    players: Object.fromEntries(seats.map((seat) => [seat, { hand: hand(seat) }])),
    secret: { deck: Array.from({ length: 40 }, (_, i) => (i * 13) % 100) },
  }),
  playerView: PlayerView.STRIP_SECRETS,
  turn: { minMoves: 1, maxMoves: 1 },
  moves: { place: { client: false, move: place } },
};
console.log = console.info = () => {};
Server({ games: [game], origins: [Origins.LOCALHOST] }).run({ port: Number(process.env.PORT), callback: ready });
