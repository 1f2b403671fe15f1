// Every word that the portal itself says, in both languages, put together from one file for each area of it. Texts of
// the policy come from the service. No key stands in two files (messages.test.ts).
import { accountsMessages } from "./accounts";
import { allocationMessages } from "./allocations";
import { applicationMessages } from "./applications";
import { auditMessages } from "./audit";
import { casesMessages } from "./cases";
import { checkMessages } from "./check";
import { determinationMessages } from "./determination";
import { documentMessages } from "./document";
import { enterpriseMessages } from "./enterprise";
import { guidesMessages } from "./guides";
import { inboxMessages } from "./inbox";
import { institutionMessages } from "./institutions";
import { intakeMessages } from "./intake";
import { labMessages } from "./lab";
import { lettersMessages } from "./letters";
import { membersMessages } from "./members";
import { noticesMessages } from "./notices";
import { overviewMessages } from "./overview";
import { printMessages } from "./print";
import { registersMessages } from "./registers";
import { retentionMessages } from "./retention";
import { rosterMessages } from "./rosters";
import { selectionMessages } from "./selection";
import { shellMessages } from "./shell";
import { signInMessages } from "./signIn";
import { spotCheckMessages } from "./spotChecks";
import { subjectsMessages } from "./subjects";
import { treasuryMessages } from "./treasury";

export const areas = {
  accountsMessages,
  allocationMessages,
  applicationMessages,
  auditMessages,
  casesMessages,
  checkMessages,
  determinationMessages,
  documentMessages,
  enterpriseMessages,
  guidesMessages,
  inboxMessages,
  institutionMessages,
  intakeMessages,
  labMessages,
  lettersMessages,
  membersMessages,
  noticesMessages,
  overviewMessages,
  printMessages,
  registersMessages,
  retentionMessages,
  rosterMessages,
  selectionMessages,
  shellMessages,
  signInMessages,
  spotCheckMessages,
  subjectsMessages,
  treasuryMessages,
};

export const messages = {
  ...accountsMessages,
  ...allocationMessages,
  ...applicationMessages,
  ...auditMessages,
  ...casesMessages,
  ...checkMessages,
  ...determinationMessages,
  ...documentMessages,
  ...enterpriseMessages,
  ...guidesMessages,
  ...inboxMessages,
  ...institutionMessages,
  ...intakeMessages,
  ...labMessages,
  ...lettersMessages,
  ...membersMessages,
  ...noticesMessages,
  ...overviewMessages,
  ...printMessages,
  ...registersMessages,
  ...retentionMessages,
  ...rosterMessages,
  ...selectionMessages,
  ...shellMessages,
  ...signInMessages,
  ...spotCheckMessages,
  ...subjectsMessages,
  ...treasuryMessages,
};

export type MessageKey = keyof typeof messages;
