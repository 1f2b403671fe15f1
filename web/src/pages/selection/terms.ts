// Terms of a contract as they are typed, and back.
import type { Dayjs } from "dayjs";
import dayjs from "dayjs";
import type { CallContract, CallTerms } from "../../api/types";
import { parseYuan, yuan } from "../../app/format";

export interface TypedTerms {
  stages: { title: string; condition?: string; due: Dayjs; money?: string }[];
  discount?: string;
  interest?: string;
  clawBack?: string;
}

/** "20" percent to 2000 basis points; null unless 0 to 100 with at most two decimals. */
export function basisPoints(typed: string | undefined): number | null {
  const match = /^(\d{1,3})(?:\.(\d{1,2}))?$/.exec((typed ?? "").trim());
  if (!match) return null;
  const points = Number(match[1]) * 100 + Number((match[2] ?? "").padEnd(2, "0"));
  return points <= 10_000 ? points : null;
}

export const percent = (points: number) => String(points / 100);

export function termsOf(typed: TypedTerms, equity: boolean): CallTerms {
  return {
    stages: typed.stages.map((stage, place) => ({
      id: String(place + 1), title: stage.title.trim(), condition: stage.condition?.trim() ?? "", due: stage.due.format("YYYY-MM-DD"),
      fen: stage.money ? parseYuan(stage.money) ?? 0 : 0,
    })),
    claw_back_basis_points: basisPoints(typed.clawBack ?? "100") ?? 10_000,
    ...(equity ? { equity: { discount_basis_points: basisPoints(typed.discount) ?? 0, interest_basis_points: basisPoints(typed.interest) ?? 0 } } : {}),
  };
}

export function typedOf(contract: CallContract): TypedTerms {
  return {
    stages: contract.stages.map((stage) => ({ title: stage.title, condition: stage.condition, due: dayjs(stage.due), money: stage.fen > 0 ? yuan(stage.fen) : "" })),
    clawBack: percent(contract.claw_back_basis_points),
    ...(contract.discount_basis_points !== null ? { discount: percent(contract.discount_basis_points), interest: percent(contract.interest_basis_points ?? 0) } : {}),
  };
}
