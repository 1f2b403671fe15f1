// A service of their own for the journeys of a file, or of a group within it.
import { test } from "@playwright/test";
import { serve, type Service } from "./service";

/** The journeys declared beside this one stand on a service of these policies alone: subjects and days are theirs. It
 *  is stopped after them, and after one that failed too, which a journey's own last line would not see to. */
export function ownService(names: string[]): () => Service {
  const shared = process.env.ENACT_URL;
  let service: Service | undefined;
  test.beforeAll(async () => {
    service = await serve(names);
    process.env.ENACT_URL = service.url;
  });
  test.afterAll(async () => {
    process.env.ENACT_URL = shared;
    await service?.stop();
    service = undefined;
  });
  return () => {
    if (!service) throw new Error("the service stands while its journeys run");
    return service;
  };
}
