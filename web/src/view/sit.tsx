// SPDX-License-Identifier: EUPL-1.2
// Choosing a team and a job in it.
import { t, tx } from '../i18n/index.js';
import { sorted, type Entry } from '../order.js';
import type { Dict, Job, Named } from '../types.js';
import { Radios } from './parts.js';

export interface SeatChoice { team: string; job: string }
type Team = Named & { free?: number; red?: boolean; jobs?: Dict<Job> };

export function SeatPicker({ teams, value, onPick, anyTeam = false, own }: {
  teams: Dict<Team> | undefined; value: SeatChoice; onPick: (choice: SeatChoice) => void; anyTeam?: boolean; own?: string | undefined;
}) {
  const noteOf = (team: Entry<Team>): string => {
    if (team.id === own) return t().here;
    if (team.free === 0) return t().full;
    return team.red ? `${t().seatsFree(team.free ?? 0)} · ${t().redHelp}` : t().seatsFree(team.free ?? 0);
  };
  const list = sorted(teams);
  const team = teams?.[value.team];
  const jobs = sorted(team?.jobs);
  return (
    <>
      <Radios legend={t().team} name="team" value={value.team}
        options={[...(anyTeam ? [{ id: '', label: t().anyTeam, note: t().anyTeamHelp }] : []), ...list.map((entry) => ({
          id: entry.id, label: tx(entry.name), off: entry.free === 0 && entry.id !== own, note: noteOf(entry),
        }))]}
        onPick={(id) => onPick({ team: id, job: sorted(teams?.[id]?.jobs).find((job) => job.free)?.id ?? '' })} />
      {jobs.length > 0 && (
        <Radios legend={t().job} name="job" value={value.job}
          options={jobs.map((job) => ({ id: job.id, label: tx(job.name), off: !job.free, note: job.free ? tx(job.help) || undefined : t().taken }))}
          onPick={(job) => onPick({ ...value, job })} />
      )}
    </>
  );
}
