-- A training space as the version before the log's tree wrote it (commit c7b90a9): `enact serve --training` made the
-- samples, and through its API one case was opened, submitted, accepted, answered by two units and put on public
-- notice. Then `.dump` of the sqlite3 shell, less what the test does not need and what is large: images and blobs,
-- sessions, and the subjects and facts that the case is not about. Read by src/cli/upgrade_test.cpp.
PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE space (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  kind TEXT NOT NULL CHECK (kind IN ('live', 'training')),
  created_at INTEGER NOT NULL
) STRICT;
INSERT INTO space VALUES(1,'training',1795676684547054);
CREATE TABLE migration (
  module TEXT NOT NULL,
  number INTEGER NOT NULL CHECK (number > 0),
  name TEXT NOT NULL,
  checksum TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (module, number)
) STRICT;
INSERT INTO migration VALUES('store',1,'events, facts and documents','26b7f38ee4b076f17fa884fdeb11bcce6f6875986bf6ec64457d19537090506b',1795676684547054);
INSERT INTO migration VALUES('identity',1,'accounts, memberships and sessions','7bdf6121f2371e1dc2eb018af72d6dc70156be53e5e3f797d8356acb71f6eb97',1795676684547054);
INSERT INTO migration VALUES('ledger',1,'lines, matters, commitments, batches and transfers','7b4ea2aa47c5e2da9a6013e4e09bad6a894b68c244b211348ea6bed93753bcef',1795676684547054);
INSERT INTO migration VALUES('casework',1,'cases','8d6ee4978c0889250a306d105b721832c0497108fb31ce48c815c7c23d5976ae',1795676684547054);
INSERT INTO migration VALUES('casework',2,'cases that are opened again','415dc580ec2c4b910b89699c0e1680a995c4546d0d55a122f3bc8155c452a6a9',1795676684547054);
CREATE TABLE event (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  at INTEGER NOT NULL,
  clock_source TEXT NOT NULL,
  account TEXT NOT NULL,
  unit TEXT NOT NULL,
  stream_type TEXT NOT NULL,
  stream_id TEXT NOT NULL,
  stream_version INTEGER NOT NULL CHECK (stream_version > 0),
  kind TEXT NOT NULL,
  schema_version INTEGER NOT NULL CHECK (schema_version > 0),
  payload TEXT NOT NULL,
  salt BLOB NOT NULL CHECK (length(salt) = 16),
  leaf_format INTEGER NOT NULL,
  leaf_hash BLOB NOT NULL CHECK (length(leaf_hash) = 32),
  UNIQUE (stream_type, stream_id, stream_version)
) STRICT;
INSERT INTO event VALUES(1,'01a216ab-c360-72ad-a1e0-5fde9d8f36e3',1795676685152542,'training','','','account','01a216ab-c360-72ac-9b74-5407685d4725',1,'account.created',1,'{"login":"市人社局-经办","login_key":"市人社局-经办","name_zh":"市人社局经办","name_en":"Human Resources and Social Security Bureau, officer","kind":"officer"}',X'0ea564bf11f782cff2e55b80341576d5',1,X'75636ce66a65a71b26abeca607a5a8afc36af1527bd93806bc57a10841a68f85');
INSERT INTO event VALUES(2,'01a216ab-c360-72ae-a10a-5af31843bab5',1795676685152542,'training','','','account','01a216ab-c360-72ac-9b74-5407685d4725',2,'membership.granted',1,'{"role":"handler","unit":"市人社局","subject":""}',X'115b1f6f3df1a3287b1366346740229e',1,X'e547822118088cb4c6c11dde104eae1996f5cf0c75ccd0c4c25562cfa238e028');
INSERT INTO event VALUES(3,'01a216ab-c360-72af-9aa9-b6279a70f60d',1795676685152542,'training','','','account','01a216ab-c360-72ac-9b74-5407685d4725',3,'membership.granted',1,'{"role":"reviewer","unit":"市人社局","subject":""}',X'4a7a25390082fae795b89a6e558a858c',1,X'fa6d39e808c24fb2e66c0912e5124810ee6c906925f838311b1c2d9a9ad4469e');
INSERT INTO event VALUES(4,'01a216ab-c360-72b1-b5de-ad55d1bdd892',1795676685152542,'training','','','account','01a216ab-c360-72b0-b8bd-d05c4ea11670',1,'account.created',1,'{"login":"市人社局-审批","login_key":"市人社局-审批","name_zh":"市人社局负责人","name_en":"Human Resources and Social Security Bureau, head","kind":"officer"}',X'317c7b68a89dfcd86368d2758f42d47f',1,X'dd39e271981e3470e88d76448d247b5fa196ca7adc7528a7b17c1c0ba2e326c3');
INSERT INTO event VALUES(5,'01a216ab-c360-72b2-ab31-e1b4cbe2e5d8',1795676685152542,'training','','','account','01a216ab-c360-72b0-b8bd-d05c4ea11670',2,'membership.granted',1,'{"role":"approver","unit":"市人社局","subject":""}',X'21baafb42340e9ddf05a7ce69e38933f',1,X'a6d0133ca812dcc91b60612887b4bc69fa9bc7dee657450123b0c084763e290b');
INSERT INTO event VALUES(6,'01a216ab-c360-72b4-bae7-a78aaf5f3c29',1795676685152542,'training','','','account','01a216ab-c360-72b3-8ced-2b73163675dc',1,'account.created',1,'{"login":"市发改局-经办","login_key":"市发改局-经办","name_zh":"市发改局经办","name_en":"Development and Reform Bureau, officer","kind":"officer"}',X'900d0ba3b690f9667bcb4b9b2d621f8d',1,X'4619c03cc24373d30c3a827117bf83966ce9832479c9c738bd27af4bf1082809');
INSERT INTO event VALUES(7,'01a216ab-c360-72b5-9d20-0486c4f332ea',1795676685152542,'training','','','account','01a216ab-c360-72b3-8ced-2b73163675dc',2,'membership.granted',1,'{"role":"handler","unit":"市发改局","subject":""}',X'01feddd7ace3b85a235beffe55da9548',1,X'963a40b8056a993084dda53c8e2854ab2d589089b5d97d2640d4eb099394a0e7');
INSERT INTO event VALUES(8,'01a216ab-c360-72b6-9beb-93d13470ab69',1795676685152542,'training','','','account','01a216ab-c360-72b3-8ced-2b73163675dc',3,'membership.granted',1,'{"role":"reviewer","unit":"市发改局","subject":""}',X'5fdb0be643ebca406acb5f9a796c26bf',1,X'c20c365bc5efba656c8dd6b2f7fa90de33aa7573a4853ffa56cf3dfc4f2b38b9');
INSERT INTO event VALUES(9,'01a216ab-c360-72b8-8793-9fd6a3c5144d',1795676685152542,'training','','','account','01a216ab-c360-72b7-825a-410b7a614c24',1,'account.created',1,'{"login":"市发改局-审批","login_key":"市发改局-审批","name_zh":"市发改局负责人","name_en":"Development and Reform Bureau, head","kind":"officer"}',X'574c7f886e549c3fc44a6f76d13e1168',1,X'262edcc70e680fcd2f5528b86fe0f2b539b146dde75e4f81a06b926668e97ad2');
INSERT INTO event VALUES(10,'01a216ab-c360-72b9-a29e-faffc70b673c',1795676685152542,'training','','','account','01a216ab-c360-72b7-825a-410b7a614c24',2,'membership.granted',1,'{"role":"approver","unit":"市发改局","subject":""}',X'3a050a8417bfa60c22f0b5cf2a708170',1,X'505b40f572bbb49e4a6758f6a2913ddf1349b4ba17813aad6aaecab117547563');
INSERT INTO event VALUES(11,'01a216ab-c360-72bb-8368-fd50173c5a6b',1795676685152542,'training','','','account','01a216ab-c360-72ba-94b4-0963520749ad',1,'account.created',1,'{"login":"市商务局-经办","login_key":"市商务局-经办","name_zh":"市商务局经办","name_en":"Commerce Bureau, officer","kind":"officer"}',X'bf96ddfd0da8aa0e68b9957ee3546520',1,X'944e3c374746cc3779233c5dac5a766765a52d1afdcffab17ba33afd7afa9230');
INSERT INTO event VALUES(12,'01a216ab-c360-72bc-ab8c-c2d9d6a88fc1',1795676685152542,'training','','','account','01a216ab-c360-72ba-94b4-0963520749ad',2,'membership.granted',1,'{"role":"handler","unit":"市商务局","subject":""}',X'4a429537648981266c8051482b94c249',1,X'2778566d83bc9ba7474a3439fc4dc1cc43fd0f2e20ae98ab2d7cc7c88f84f664');
INSERT INTO event VALUES(13,'01a216ab-c360-72bd-8df6-5937da1c8a2a',1795676685152542,'training','','','account','01a216ab-c360-72ba-94b4-0963520749ad',3,'membership.granted',1,'{"role":"reviewer","unit":"市商务局","subject":""}',X'99a5c80197b9a0b8ad2ddc73ee900a92',1,X'5152a35f6f68c562b3f9cf9b44837d49dfc3bb69fa3d8d36013c0f6a2b8da8df');
INSERT INTO event VALUES(14,'01a216ab-c360-72bf-8e9b-d1a01289377a',1795676685152542,'training','','','account','01a216ab-c360-72be-b11f-e4f9ad44b9d3',1,'account.created',1,'{"login":"市商务局-审批","login_key":"市商务局-审批","name_zh":"市商务局负责人","name_en":"Commerce Bureau, head","kind":"officer"}',X'2e3db6c3f970685c2dedce4379d03ccf',1,X'7800abee5beb5108d763929c946920b12e8e922b2e41bba467c1054347cb93d8');
INSERT INTO event VALUES(15,'01a216ab-c360-72c0-8ae2-1d2efb55f95a',1795676685152542,'training','','','account','01a216ab-c360-72be-b11f-e4f9ad44b9d3',2,'membership.granted',1,'{"role":"approver","unit":"市商务局","subject":""}',X'b991dba9c5e7d91098f2b19252678a10',1,X'26dfb40f9c752a76876f698a248e2f5821ec3fe8bc71c92c9ce9eb15c267cff9');
INSERT INTO event VALUES(16,'01a216ab-c360-72c2-bc54-b7e14371dbbb',1795676685152542,'training','','','account','01a216ab-c360-72c1-a07e-d3dfd334a6b2',1,'account.created',1,'{"login":"市国资办-经办","login_key":"市国资办-经办","name_zh":"市国资办经办","name_en":"State-owned Assets Office, officer","kind":"officer"}',X'20944d864271e0be9807aa6c7c1490b2',1,X'0fd0829c5ff1d5513071e99b3c85584e56733f5729c1e7fd7f6067f976f4b14c');
INSERT INTO event VALUES(17,'01a216ab-c360-72c3-bb36-b1f7c51b4fdc',1795676685152542,'training','','','account','01a216ab-c360-72c1-a07e-d3dfd334a6b2',2,'membership.granted',1,'{"role":"handler","unit":"市国资办","subject":""}',X'001fbf096f3658f2b4228710f83c8946',1,X'956fb1231c4fb916d53a4ba22e4f0ceaa7ada70c70d832e2db486627790f3b97');
INSERT INTO event VALUES(18,'01a216ab-c360-72c4-8c2a-bf95b8657a82',1795676685152542,'training','','','account','01a216ab-c360-72c1-a07e-d3dfd334a6b2',3,'membership.granted',1,'{"role":"reviewer","unit":"市国资办","subject":""}',X'9fae3b388fd90a958b155dd3541975a6',1,X'756cb925942492459f5687b0394e75777237bccdf8db8d81bc906ab0124606e9');
INSERT INTO event VALUES(19,'01a216ab-c360-72c6-9aa7-f315cc18cf41',1795676685152542,'training','','','account','01a216ab-c360-72c5-9b43-feba9c4124b0',1,'account.created',1,'{"login":"市国资办-审批","login_key":"市国资办-审批","name_zh":"市国资办负责人","name_en":"State-owned Assets Office, head","kind":"officer"}',X'91b415b147f0f3f712dd719d3f7aaf6e',1,X'53087485e33267b0ec3d4c24234d3f424f3cfd9adb4ad7d956843a37388dcc45');
INSERT INTO event VALUES(20,'01a216ab-c361-7520-adc6-105e0438a08a',1795676685152542,'training','','','account','01a216ab-c360-72c5-9b43-feba9c4124b0',2,'membership.granted',1,'{"role":"approver","unit":"市国资办","subject":""}',X'a2af073650411707240667e5c1adcb27',1,X'9dedcaca7a846e53e6f8b0d5519414284fe72f591c68e6cc08bafd98e502c92e');
INSERT INTO event VALUES(21,'01a216ab-c361-7522-8a86-4bd877ea9329',1795676685152542,'training','','','account','01a216ab-c361-7521-971d-f0b314237b58',1,'account.created',1,'{"login":"市委人才办-经办","login_key":"市委人才办-经办","name_zh":"市委人才办经办","name_en":"Talent Office of the City Party Committee, officer","kind":"officer"}',X'47b28bdeb4b71dd633e7fdb2fc18725c',1,X'2361d5b3595a3655968abc91da8da116cc027720373d9802386b33077c08a8b8');
INSERT INTO event VALUES(22,'01a216ab-c361-7523-a84b-4b72acb662b7',1795676685152542,'training','','','account','01a216ab-c361-7521-971d-f0b314237b58',2,'membership.granted',1,'{"role":"handler","unit":"市委人才办","subject":""}',X'948119a947e365bd90503114d55fd81c',1,X'234d9ebb8cdc5f74a75f24d51866d6455a654a11a611b4021fe14eb64a32aaee');
INSERT INTO event VALUES(23,'01a216ab-c361-7524-8e84-94af5510f940',1795676685152542,'training','','','account','01a216ab-c361-7521-971d-f0b314237b58',3,'membership.granted',1,'{"role":"reviewer","unit":"市委人才办","subject":""}',X'b4cd9cdeb56cf4645a525f69ae2367b7',1,X'0cb0492ebbcab3111f6b1e9f5231c903eb8c13eb8a5c870960f4caa57b78cd76');
INSERT INTO event VALUES(24,'01a216ab-c361-7526-8814-6e5549ba459a',1795676685152542,'training','','','account','01a216ab-c361-7525-a0d5-faa95e926e7c',1,'account.created',1,'{"login":"市委人才办-审批","login_key":"市委人才办-审批","name_zh":"市委人才办负责人","name_en":"Talent Office of the City Party Committee, head","kind":"officer"}',X'a8940d27a4b82f04187afc7c9fe12c12',1,X'fb5bf63862a67156c55b2d7fa05cd9d89c2d68b5b59636ee8dc278a56251ea6f');
INSERT INTO event VALUES(25,'01a216ab-c361-7527-9cc6-20b05db6b0e9',1795676685152542,'training','','','account','01a216ab-c361-7525-a0d5-faa95e926e7c',2,'membership.granted',1,'{"role":"approver","unit":"市委人才办","subject":""}',X'd82ecf2676abead3239bf2ff8e2df388',1,X'9c9c9ab26a5d23be601ea64fd8f9d69f6f58e307ebf03384427a478d10e01a12');
INSERT INTO event VALUES(26,'01a216ab-c361-7529-871e-23ef69a3ee48',1795676685152542,'training','','','account','01a216ab-c361-7528-8c13-894368f61fa0',1,'account.created',1,'{"login":"市工信局-经办","login_key":"市工信局-经办","name_zh":"市工信局经办","name_en":"Industry and Information Technology Bureau, officer","kind":"officer"}',X'9b19d0f52dc54a682e592f95749b6d7b',1,X'507b8557d207c3bbc9d297347ee1abe4b5cba19abc7d942608ac8232c3eb9f3f');
INSERT INTO event VALUES(27,'01a216ab-c361-752a-bf45-baa2584f894c',1795676685152542,'training','','','account','01a216ab-c361-7528-8c13-894368f61fa0',2,'membership.granted',1,'{"role":"handler","unit":"市工信局","subject":""}',X'6cf9cd5c3e251a29338ccb352f2c40a7',1,X'b539ce76b74b56a7ed739b0648d8224d25ef276fa9eb7b60a475bc55b41de0a2');
INSERT INTO event VALUES(28,'01a216ab-c361-752b-928f-ea7ee96ad079',1795676685152542,'training','','','account','01a216ab-c361-7528-8c13-894368f61fa0',3,'membership.granted',1,'{"role":"reviewer","unit":"市工信局","subject":""}',X'87bc856b50b3b74c44911d8fa3c44c99',1,X'753ed0a22359ca5ff44703cba9cc3454cfc19c31b5f1648224039b9493f4dab4');
INSERT INTO event VALUES(29,'01a216ab-c361-752d-a0bd-d1d9538c29cb',1795676685152542,'training','','','account','01a216ab-c361-752c-9001-f214c7f029e7',1,'account.created',1,'{"login":"市工信局-审批","login_key":"市工信局-审批","name_zh":"市工信局负责人","name_en":"Industry and Information Technology Bureau, head","kind":"officer"}',X'7b2c2f41cba5523186457dd065a18cc1',1,X'b518d4a26cdd0ef0304a0b775f4e875264be41b829b2634655761adda751a319');
INSERT INTO event VALUES(30,'01a216ab-c361-752e-845d-bb7fb9a9c58c',1795676685152542,'training','','','account','01a216ab-c361-752c-9001-f214c7f029e7',2,'membership.granted',1,'{"role":"approver","unit":"市工信局","subject":""}',X'66163533734b9ec3fd1a54c8e647dfc2',1,X'93b7d1cea0fb2549ec32ca7a39eedc535bd6e2cb6f676c57830777f07ad65868');
INSERT INTO event VALUES(31,'01a216ab-c361-7530-925b-8a4d462a1137',1795676685152542,'training','','','account','01a216ab-c361-752f-94ec-4ee6c0eea7a3',1,'account.created',1,'{"login":"市市场监管局-经办","login_key":"市市场监管局-经办","name_zh":"市市场监管局经办","name_en":"Market Supervision Bureau, officer","kind":"officer"}',X'f06c7460a0afce009431498c783bdabd',1,X'3ae22b842665fbf0fc0fea90ffa54f0805d6b44cd16676f1e4b80c97993a0d19');
INSERT INTO event VALUES(32,'01a216ab-c361-7531-985e-9d377b008267',1795676685152542,'training','','','account','01a216ab-c361-752f-94ec-4ee6c0eea7a3',2,'membership.granted',1,'{"role":"handler","unit":"市市场监管局","subject":""}',X'd9b34f68ff94ced8f2938a29c8123a0b',1,X'24f2e1e56949be2ce52e1ff5f453220a99732b2196551eea22d12c5b2316440d');
INSERT INTO event VALUES(33,'01a216ab-c361-7532-bc27-a655d72dfc41',1795676685152542,'training','','','account','01a216ab-c361-752f-94ec-4ee6c0eea7a3',3,'membership.granted',1,'{"role":"reviewer","unit":"市市场监管局","subject":""}',X'244ecfc273f8353a00217ce4c6567e18',1,X'18245633707eeadf12ad6038ed94b4233dbede11fc66f22b481913b42b04f04b');
INSERT INTO event VALUES(34,'01a216ab-c361-7534-b92f-114400aca024',1795676685152542,'training','','','account','01a216ab-c361-7533-a3c6-775d82f22f76',1,'account.created',1,'{"login":"市市场监管局-审批","login_key":"市市场监管局-审批","name_zh":"市市场监管局负责人","name_en":"Market Supervision Bureau, head","kind":"officer"}',X'e3655537d51b0cd4b73409aeaed9a2b6',1,X'a648a21c5bc428f255118aebb196d1abc52473f5bd0e4093f4471bd6d6caec55');
INSERT INTO event VALUES(35,'01a216ab-c361-7535-a248-781aef63e24b',1795676685152542,'training','','','account','01a216ab-c361-7533-a3c6-775d82f22f76',2,'membership.granted',1,'{"role":"approver","unit":"市市场监管局","subject":""}',X'6a5ae274e70aa2f19c64b50a294c086e',1,X'b7a7ec8386a99b91ee09ce28fe395ce5c3acb673d82f1294a7d12db563bede6e');
INSERT INTO event VALUES(36,'01a216ab-c361-7537-8cb7-092d2dcdebcd',1795676685152542,'training','','','account','01a216ab-c361-7536-b107-0c927a9c71c5',1,'account.created',1,'{"login":"市政府-经办","login_key":"市政府-经办","name_zh":"市政府经办","name_en":"City Government, officer","kind":"officer"}',X'1c7b20f44336aa69444b90d56fe0b28b',1,X'265211b2684e210e08cc5a4a563661394630a965d6cca2d9ea0a0736016128c5');
INSERT INTO event VALUES(37,'01a216ab-c361-7538-bac7-5c24e9ace478',1795676685152542,'training','','','account','01a216ab-c361-7536-b107-0c927a9c71c5',2,'membership.granted',1,'{"role":"handler","unit":"市政府","subject":""}',X'9dc814fba039316edef5b91a728ed602',1,X'd3dacd66c2c630c9612180394ff4f695299ebf4192827260286fbdded3da1c40');
INSERT INTO event VALUES(38,'01a216ab-c361-7539-ac1a-46e53b7b4d08',1795676685152542,'training','','','account','01a216ab-c361-7536-b107-0c927a9c71c5',3,'membership.granted',1,'{"role":"reviewer","unit":"市政府","subject":""}',X'853e52b09fbf06739104499e6f34e5e0',1,X'dcb7d367fdea1f4c0009b2012d8720437a70d07d7170264bb0ae5115fef5c4c7');
INSERT INTO event VALUES(39,'01a216ab-c361-753b-9575-1da9f60415ec',1795676685152542,'training','','','account','01a216ab-c361-753a-881f-48381763c76e',1,'account.created',1,'{"login":"市政府-审批","login_key":"市政府-审批","name_zh":"市政府负责人","name_en":"City Government, head","kind":"officer"}',X'2bd280a3c3e35e92167a18d54e09844b',1,X'e69cfe60c8fb3e2f016029a5f0c305bea2d6a51915699e1505a8da1f2ac5818f');
INSERT INTO event VALUES(40,'01a216ab-c361-753c-ab2a-84d6c25a0d85',1795676685152542,'training','','','account','01a216ab-c361-753a-881f-48381763c76e',2,'membership.granted',1,'{"role":"approver","unit":"市政府","subject":""}',X'253359621cc457652ab05b3d9fbe546e',1,X'ca338fc1c44414fe1848f60842040ee6595fd779fb45d186234dd1cb5f14cfca');
INSERT INTO event VALUES(41,'01a216ab-c361-753e-9a15-7b5be0b121d8',1795676685152542,'training','','','account','01a216ab-c361-753d-9411-f53b2a7aa2af',1,'account.created',1,'{"login":"市生态环境局-经办","login_key":"市生态环境局-经办","name_zh":"市生态环境局经办","name_en":"Ecology and Environment Bureau, officer","kind":"officer"}',X'd798aa0762a64c40177d1a76c8cd1111',1,X'14e97d323c7e6d30d1fbc3f0fef23875f3215e6cdbb96dfe059ef497db089bf6');
INSERT INTO event VALUES(42,'01a216ab-c361-753f-9378-c59938f207e3',1795676685152542,'training','','','account','01a216ab-c361-753d-9411-f53b2a7aa2af',2,'membership.granted',1,'{"role":"handler","unit":"市生态环境局","subject":""}',X'ee78d2d2d6b5e3b470317454ad32a23c',1,X'8ed82f204a4b07c74f10fea9387e8f8d23f7fc1f729fb5ac7edf5e41c99491cf');
INSERT INTO event VALUES(43,'01a216ab-c361-7540-8ed4-1758055a73db',1795676685152542,'training','','','account','01a216ab-c361-753d-9411-f53b2a7aa2af',3,'membership.granted',1,'{"role":"reviewer","unit":"市生态环境局","subject":""}',X'9ea2480c4235991dd368f81a343730d0',1,X'074276bc213227883b9efd0fb701c2888c95350e6c052db1da4100040fca13a3');
INSERT INTO event VALUES(44,'01a216ab-c361-7542-9955-72c6a5fa5811',1795676685152542,'training','','','account','01a216ab-c361-7541-b70b-45d475215cce',1,'account.created',1,'{"login":"市生态环境局-审批","login_key":"市生态环境局-审批","name_zh":"市生态环境局负责人","name_en":"Ecology and Environment Bureau, head","kind":"officer"}',X'44ad322e119d359eb77f19522504807c',1,X'b5cbd9d08e14aa71ae5d476c0f216b19b93e71542ad131e4d75df58dfb534c03');
INSERT INTO event VALUES(45,'01a216ab-c361-7543-968b-75d9bf2700c0',1795676685152542,'training','','','account','01a216ab-c361-7541-b70b-45d475215cce',2,'membership.granted',1,'{"role":"approver","unit":"市生态环境局","subject":""}',X'597ca84758b582f80788f943b4e899ff',1,X'1a08757e68b03dbcbc380ea3a1defbd68d0aa25c921e79116b56ca7be0e94842');
INSERT INTO event VALUES(46,'01a216ab-c361-7545-a3af-2ac272882c2e',1795676685152542,'training','','','account','01a216ab-c361-7544-a86e-156fddb57aed',1,'account.created',1,'{"login":"市科协-经办","login_key":"市科协-经办","name_zh":"市科协经办","name_en":"Association for Science and Technology, officer","kind":"officer"}',X'ed5ebab423f1238b230322531ecd1c29',1,X'2a94d4c706d9be7d3bc1b62d3d9f9dddaa006ad0711295729f9dd0f957a18c43');
INSERT INTO event VALUES(47,'01a216ab-c361-7546-8064-de0076769a64',1795676685152542,'training','','','account','01a216ab-c361-7544-a86e-156fddb57aed',2,'membership.granted',1,'{"role":"handler","unit":"市科协","subject":""}',X'ab3d1cf4a728838f7b3a90fc3df2a3d0',1,X'ab868d06da493ff2120da4aab9ddb4f1b0d11aa6cb7aaa92f7975c75b8e27d65');
INSERT INTO event VALUES(48,'01a216ab-c361-7547-8be0-7dc584af1b83',1795676685152542,'training','','','account','01a216ab-c361-7544-a86e-156fddb57aed',3,'membership.granted',1,'{"role":"reviewer","unit":"市科协","subject":""}',X'71b35199aef12890e464438847201eb6',1,X'8c41eb054324b4e4af664f352a4e0a7b9fe2a848d9543e43d3f81020cac3c9e7');
INSERT INTO event VALUES(49,'01a216ab-c361-7549-bfd0-b943a8cea3f6',1795676685152542,'training','','','account','01a216ab-c361-7548-ad56-6bd7eb1551a1',1,'account.created',1,'{"login":"市科协-审批","login_key":"市科协-审批","name_zh":"市科协负责人","name_en":"Association for Science and Technology, head","kind":"officer"}',X'5c6fb13c23e899ff11bb73775645203b',1,X'23b1cfe4c20003a7e142038699da873b6d90449bca491942f4d875c08dc5d109');
INSERT INTO event VALUES(50,'01a216ab-c361-754a-b772-71870b6610d3',1795676685152542,'training','','','account','01a216ab-c361-7548-ad56-6bd7eb1551a1',2,'membership.granted',1,'{"role":"approver","unit":"市科协","subject":""}',X'3aeeb5aecde9c40703668e7dc1f1d6f9',1,X'138900bdc9b5b62d7653470c56f53aeaa8acf149dc74f8cc415e80feba9a5f2c');
INSERT INTO event VALUES(51,'01a216ab-c361-754c-b9af-a875740bf51c',1795676685152542,'training','','','account','01a216ab-c361-754b-8599-ac4a628296e8',1,'account.created',1,'{"login":"市科技局-经办","login_key":"市科技局-经办","name_zh":"市科技局经办","name_en":"Science and Technology Bureau, officer","kind":"officer"}',X'25f4c878d5342b3e52d4a828c18032fc',1,X'9573957309dfcb6abea19a36c316e6f7d2b21303a7abc26616ee09f1382e6f0d');
INSERT INTO event VALUES(52,'01a216ab-c361-754d-a151-f76e4b81cdac',1795676685152542,'training','','','account','01a216ab-c361-754b-8599-ac4a628296e8',2,'membership.granted',1,'{"role":"handler","unit":"市科技局","subject":""}',X'17a2c69fa969bcf34ba22c751fcc00f3',1,X'bc15d884cc6dba01b4a3e2d0d2d94b4de83f2349034f9406b9378a270a4ce4d7');
INSERT INTO event VALUES(53,'01a216ab-c361-754e-987c-4aadec96ea91',1795676685152542,'training','','','account','01a216ab-c361-754b-8599-ac4a628296e8',3,'membership.granted',1,'{"role":"reviewer","unit":"市科技局","subject":""}',X'83c67d39c5f68bc8e69d569d0cb3a287',1,X'20e830dff901f8de67c552f7e5f67ffbc4b75b0acfa6876c0927daf8f3200f28');
INSERT INTO event VALUES(54,'01a216ab-c361-7550-94b8-950ea415564f',1795676685152542,'training','','','account','01a216ab-c361-754f-b100-736c8da6d82d',1,'account.created',1,'{"login":"市科技局-审批","login_key":"市科技局-审批","name_zh":"市科技局负责人","name_en":"Science and Technology Bureau, head","kind":"officer"}',X'8d6a6a4967651f8bb1b3a8f948a7a73d',1,X'96ec29121020d915393a7cff0d1e7af933415fee2d4575d09518950e8a19def7');
INSERT INTO event VALUES(55,'01a216ab-c361-7551-8cef-b15e0ae66b5b',1795676685152542,'training','','','account','01a216ab-c361-754f-b100-736c8da6d82d',2,'membership.granted',1,'{"role":"approver","unit":"市科技局","subject":""}',X'f833a562f4ce242e550ec05c90f3240f',1,X'ef371ff2382ffdf341ee69a2d306ff1c7f25bb46d6e714db2a2f2d7944370a3c');
INSERT INTO event VALUES(56,'01a216ab-c361-7553-8ac0-06445bbfd943',1795676685152542,'training','','','account','01a216ab-c361-7552-af1a-9c1a593e590b',1,'account.created',1,'{"login":"市财政局-经办","login_key":"市财政局-经办","name_zh":"市财政局经办","name_en":"Finance Bureau, officer","kind":"officer"}',X'9f3452dc212ae669c77a6bc030fb67bb',1,X'5dd3a0e250c54421b8c87aeda82f657be615c8d7d42e6e0d3934c888cbc97d0f');
INSERT INTO event VALUES(57,'01a216ab-c361-7554-afbb-6a16f68c47fe',1795676685152542,'training','','','account','01a216ab-c361-7552-af1a-9c1a593e590b',2,'membership.granted',1,'{"role":"handler","unit":"市财政局","subject":""}',X'6dec3fd74909ea397c3878fc441d5c4b',1,X'f1e74c657fa60dbac86ae1f22e474121d0c291e68a6499a3ae386d3ccbe2d5fe');
INSERT INTO event VALUES(58,'01a216ab-c361-7555-a401-b4cb8f798959',1795676685152542,'training','','','account','01a216ab-c361-7552-af1a-9c1a593e590b',3,'membership.granted',1,'{"role":"reviewer","unit":"市财政局","subject":""}',X'7d6b6659fd3aec553607af6be8a1a044',1,X'a02cc9404f909591a89abca2dd0ac0f2675d380705d5e3d6b9a48b7e8eef6fc5');
INSERT INTO event VALUES(59,'01a216ab-c361-7557-9f54-2edf778f6beb',1795676685152542,'training','','','account','01a216ab-c361-7556-a3f6-140eaff80b99',1,'account.created',1,'{"login":"市财政局-审批","login_key":"市财政局-审批","name_zh":"市财政局负责人","name_en":"Finance Bureau, head","kind":"officer"}',X'ed48f5b81f1f9165f30d7bfc458ab7fa',1,X'0d3f79c589f328c391254e865a31d92af9b7d6c5018e2de29f5fb535a44325c6');
INSERT INTO event VALUES(60,'01a216ab-c361-7558-a4b9-38f646c90530',1795676685152542,'training','','','account','01a216ab-c361-7556-a3f6-140eaff80b99',2,'membership.granted',1,'{"role":"approver","unit":"市财政局","subject":""}',X'c8a7aeb931a4bf6a01186cfba2513e97',1,X'ca78e094294458cd8eff160133238d33bf2a3fc1391dcd49b6720fb9041075c9');
INSERT INTO event VALUES(61,'01a216ab-c361-755a-ae2a-814feca3ac36',1795676685152542,'training','','','account','01a216ab-c361-7559-8b49-484debf36ca5',1,'account.created',1,'{"login":"经济开发区-经办","login_key":"经济开发区-经办","name_zh":"经济开发区经办","name_en":"Economic Development Zone, officer","kind":"officer"}',X'58828fb2aae7a8742183fb4a27d35fbe',1,X'17524d2ced49fe28ad37f6eeaee96ff0eda1a7109467577ce313ff753020c636');
INSERT INTO event VALUES(62,'01a216ab-c361-755b-b070-8e5c72393465',1795676685152542,'training','','','account','01a216ab-c361-7559-8b49-484debf36ca5',2,'membership.granted',1,'{"role":"handler","unit":"经济开发区","subject":""}',X'656988a383395157bad5daf60e2a96ec',1,X'8e24695d00088f961ad41eca78032fc9764bc3be5b98456bb01f95ca436b58ca');
INSERT INTO event VALUES(63,'01a216ab-c361-755c-bc50-20a72c8509ef',1795676685152542,'training','','','account','01a216ab-c361-7559-8b49-484debf36ca5',3,'membership.granted',1,'{"role":"reviewer","unit":"经济开发区","subject":""}',X'5fce2afd105a218658ea210dba09eaa6',1,X'62bfc9e0ad3b4fa9df0cd2e4f8ecbc6e98ec032f4e8d209818f1a7c31ac30d85');
INSERT INTO event VALUES(64,'01a216ab-c361-755e-accd-d032af003e3f',1795676685152542,'training','','','account','01a216ab-c361-755d-8967-775743ae2bf6',1,'account.created',1,'{"login":"经济开发区-审批","login_key":"经济开发区-审批","name_zh":"经济开发区负责人","name_en":"Economic Development Zone, head","kind":"officer"}',X'7ba7c60373bb5bc1222a563222b0eb03',1,X'b7906eba53ad3faec911928d7def440bf9cd9c0be4fe4c7f4f8ad54568b9c82c');
INSERT INTO event VALUES(65,'01a216ab-c361-755f-9caf-146959b48cfa',1795676685152542,'training','','','account','01a216ab-c361-755d-8967-775743ae2bf6',2,'membership.granted',1,'{"role":"approver","unit":"经济开发区","subject":""}',X'10a06b4cbf9421d8f28c28b834ed1053',1,X'8acc753d8ad92f654e0d7b894691232f68e5d12706598d7112d2f884eb9a2b09');
INSERT INTO event VALUES(66,'01a216ab-c361-7561-becd-26550e93f1fb',1795676685152542,'training','','','account','01a216ab-c361-7560-8015-b2653000d52d',1,'account.created',1,'{"login":"市财政局-财政审核","login_key":"市财政局-财政审核","name_zh":"市财政局财政审核","name_en":"Finance Bureau, finance review","kind":"treasury"}',X'052c5ebbeea83ba2246055b7f9617ec8',1,X'02b38549a30a4c35791ed82730408cbe6040a8c5bf768434d783f0791d5e50e6');
INSERT INTO event VALUES(67,'01a216ab-c361-7562-836d-4317df933771',1795676685152542,'training','','','account','01a216ab-c361-7560-8015-b2653000d52d',2,'membership.granted',1,'{"role":"finance_reviewer","unit":"市财政局","subject":""}',X'392ef899cd7b718fe71756d37cb7368d',1,X'af4007950769335b7228c35b5daf97a7b7474cdf152cd34e0d080bff44795842');
INSERT INTO event VALUES(68,'01a216ab-c361-7564-9783-8afcc0dfbc83',1795676685152542,'training','','','account','01a216ab-c361-7563-b4a4-6a02fdeef2e8',1,'account.created',1,'{"login":"市财政局-支付经办","login_key":"市财政局-支付经办","name_zh":"市财政局支付经办","name_en":"Finance Bureau, payments","kind":"treasury"}',X'24ab3b4f194402d093492c6743d71b6e',1,X'2c1da0238f28203f2eb0158f663f188c565fa819859c4bdb88ce93fd81164ee3');
INSERT INTO event VALUES(69,'01a216ab-c361-7565-8530-2f5eb50cfe0a',1795676685152542,'training','','','account','01a216ab-c361-7563-b4a4-6a02fdeef2e8',2,'membership.granted',1,'{"role":"treasury_maker","unit":"市财政局","subject":""}',X'013ec6930245d834aa1711e90f568c9e',1,X'ff9884e0962b747fb93fcf5054d717d610a9236ab9090f785b46ade7cc95cb86');
INSERT INTO event VALUES(70,'01a216ab-c361-7567-ba18-28e127fdd4ed',1795676685152542,'training','','','account','01a216ab-c361-7566-b1a6-48cf95f8fa08',1,'account.created',1,'{"login":"市财政局-支付复核","login_key":"市财政局-支付复核","name_zh":"市财政局支付复核","name_en":"Finance Bureau, release","kind":"treasury"}',X'20f56a6bf9651d87cccbd34fb988fece',1,X'8f571b8276c45f388424c5b2865ab4f88b66ac0cadd448e1dc235aa120acdd77');
INSERT INTO event VALUES(71,'01a216ab-c361-7568-a998-9c0d4acd0785',1795676685152542,'training','','','account','01a216ab-c361-7566-b1a6-48cf95f8fa08',2,'membership.granted',1,'{"role":"treasury_checker","unit":"市财政局","subject":""}',X'4f002a58f2c326b010dc968404086bbf',1,X'9d6ac0a923a9fd0cc474512902752a16bca5d7c193d80b8ed84abafb8b61ea84');
INSERT INTO event VALUES(72,'01a216ab-c361-756a-b376-604112aea98a',1795676685152542,'training','','','account','01a216ab-c361-7569-a989-a0fbb2730984',1,'account.created',1,'{"login":"审计","login_key":"审计","name_zh":"审计","name_en":"Auditor","kind":"auditor"}',X'db0cdf760b17e8ad55a59501fef5d152',1,X'95ee286fe0174dd8e13375c0e7f6ed000f668b7be4e18c957d5f0b0f8f2e8041');
INSERT INTO event VALUES(73,'01a216ab-c361-756b-be59-9225f4709922',1795676685152542,'training','','','account','01a216ab-c361-7569-a989-a0fbb2730984',2,'membership.granted',1,'{"role":"auditor","unit":"","subject":""}',X'6c38c74e7386debb9c940183943ac907',1,X'6eb3194bc20c845e23e83e1d633ba51df09c21e728c5947ff40de5e7af1ad98e');
INSERT INTO event VALUES(74,'01a216ab-c361-756d-a6dc-06158d0ca940',1795676685152542,'training','','','account','01a216ab-c361-756c-a9f6-127d7e092a55',1,'account.created',1,'{"login":"管理员","login_key":"管理员","name_zh":"管理员","name_en":"Administrator","kind":"administrator"}',X'ce5ce3536d11e4d148440f6dbc77a3c9',1,X'221b5037d925cb72091e4f7478b074cc063c2a3f83e395702a16852094c9d605');
INSERT INTO event VALUES(75,'01a216ab-c361-756e-8311-f4169d654da6',1795676685152542,'training','','','account','01a216ab-c361-756c-a9f6-127d7e092a55',2,'membership.granted',1,'{"role":"administrator","unit":"","subject":""}',X'f0f91d1ab1c95c6f3ef3d71d739d1ede',1,X'0680e8a28ae34385c542714f15a3e7ec10b8f6e09f5d5e0857a6d88bf99f82fe');
INSERT INTO event VALUES(76,'01a216ab-c361-7570-9b34-a58a4b36c168',1795676685152542,'training','','','account','01a216ab-c361-756f-939f-5993ad17c261',1,'account.created',1,'{"login":"样例主体1","login_key":"样例主体1","name_zh":"仑山智远阀门有限公司","name_en":"仑山智远阀门有限公司","kind":"enterprise"}',X'f2c4adb27bab11f3a3c8f11819ea0ebb',1,X'34ba4685d5a1792ec1def479796b0299b5a058d5c41f784b314af372a6ed5969');
INSERT INTO event VALUES(77,'01a216ab-c361-7571-8698-e7096b93fbe4',1795676685152542,'training','','','account','01a216ab-c361-756f-939f-5993ad17c261',2,'membership.granted',1,'{"role":"applicant","unit":"","subject":"01a216ab-c1fe-7225-b685-f2641f140a7c"}',X'cdbad1f1b393e65ef09205bd604d4055',1,X'dc8d20792e0a88bd503be647a24cdf3acf9bf2d8054058f56a00ee0b83ecb6b1');
INSERT INTO event VALUES(78,'01a216ab-c361-7573-87a9-4efa6644ed4c',1795676685152542,'training','','','account','01a216ab-c361-7572-9da5-2939bc9fdccc',1,'account.created',1,'{"login":"样例主体2","login_key":"样例主体2","name_zh":"仑山泰兴鞋业股份有限公司","name_en":"仑山泰兴鞋业股份有限公司","kind":"enterprise"}',X'51c3401887ca3373d816ba8332083037',1,X'3961a9fbdbfab1372eb7247d587789e4925be6fedfefd26089680ef9f48cb818');
INSERT INTO event VALUES(79,'01a216ab-c361-7574-907c-bda5cd4945b6',1795676685152542,'training','','','account','01a216ab-c361-7572-9da5-2939bc9fdccc',2,'membership.granted',1,'{"role":"applicant","unit":"","subject":"01a216ab-c222-73e2-bed1-575f48f6189d"}',X'f0f15aaf65450b64f8fe4051ad30b9a6',1,X'49df67bbd84802486c8e1f645b2cb0ff4a7e1a4f4d6a31655eaf02b1fb531906');
INSERT INTO event VALUES(80,'01a216ab-c361-7576-b75b-56ccfa006215',1795676685152542,'training','','','account','01a216ab-c361-7575-9c55-aa41f268db5d',1,'account.created',1,'{"login":"样例主体3","login_key":"样例主体3","name_zh":"水头里智源陶瓷有限公司","name_en":"水头里智源陶瓷有限公司","kind":"enterprise"}',X'32e3ce60faf9e7c3b8d4af2a765b6282',1,X'33f83603989d07dfe3750a44e6ed676a90c79e1a8b4b27f70997db89483379d4');
INSERT INTO event VALUES(81,'01a216ab-c361-7577-a3e8-fec630dc92e9',1795676685152542,'training','','','account','01a216ab-c361-7575-9c55-aa41f268db5d',2,'membership.granted',1,'{"role":"applicant","unit":"","subject":"01a216ab-c221-7081-ac35-40e344e1e0ed"}',X'b7612d3cc4e2301ea29c533c733daae3',1,X'043c8413d4b23c9cd548813a1977fec3e1f3eae82c6fc6542b2ff81fa522f0c1');
INSERT INTO event VALUES(82,'01a216ab-c361-7578-81c4-e8987ca5b69b',1795676685152542,'training','','市财政局','treasury','payments',1,'treasury.appropriated',1,'{"policy":"nanan-2025-2","year":2026,"unit":"市财政局","fen":5000000000,"document":"样例指标"}',X'3c416adb974964de229d66eb4d593b1c',1,X'5a3e36598a6d80cf95445db5422804857425ce363148b4e8607b671c25ef7e2c');
INSERT INTO event VALUES(83,'01a216ab-caa6-7227-ac17-01dda67d9474',1795676687014526,'training','01a216ab-c361-756f-939f-5993ad17c261','','account','01a216ab-c361-756f-939f-5993ad17c261',3,'account.signed-in',1,'{"session":"01a216ab-caa6-7226-9f4e-038bb451fbce"}',X'65905a454e15b7a5556e8a2ea49af4ef',1,X'130815e29303bf6cc690a3b53acf3be5bc95de54d1561b5c7c59478907f90e89');
INSERT INTO event VALUES(84,'01a216ab-cac4-74df-b759-dc61e7a56c86',1795676687043417,'training','01a216ab-c361-756f-939f-5993ad17c261','','case','01a216ab-cac4-74dd-87ab-e9ecc5468723',1,'case.opened',1,'{"reference":"2026-000001-CF9803","subject":{"id":"01a216ab-c1fe-7225-b685-f2641f140a7c","type":"企业","identity":"910171356L6KUF4RHG","name":"仑山智远阀门有限公司"},"policy":"nanan-2025-2","provision":"1a","title":{"zh":"国家高新技术企业认定奖励","en":"National high-tech enterprise award"},"packages":["1beeb01f829742b6d1ceb6db9352a07d5003ce44db82a5dacdeb5cfe0d31aa97"],"matter":{"kind":"认定","parts":["910171356L6KUF4RHG","国家高新技术企业","GR202635009509"],"key":"认定\u001f910171356l6kuf4rhg\u001f国家高新技术企业\u001fgr202635009509"},"event":"国家高新技术企业 首次认定 2026-03-27 GR202635009509","mode":"apply","procedure_id":"标准兑现","parties":{"handler":"市科技局","opinions":["市工信局","市财政局"],"payer":"市财政局"},"units":["市科技局","市工信局","市财政局","市政府"],"amount":{"min_fen":10000000,"max_fen":10000000},"procedure":{"kind":"opened","on":"2026-11-26","account":"01a216ab-c361-756f-939f-5993ad17c261"},"state":{"status":"draft","title":{"zh":"草稿","en":"draft"},"ended":false,"decided":false,"open":[{"step":"申请","kind":"apply","title":{"zh":"申请或确认","en":"Apply or confirm"},"unit":"","role":"applicant","opened":"2026-11-26"}]}}',X'b9eec921a994dbaaf6417e388640ca66',1,X'c4c62804aea0a95906a4ea8e35ceb6c9808cba42e7ea1ee2df10933955a458cb');
INSERT INTO event VALUES(85,'01a216ab-cad7-7711-a460-9747c6143f79',1795676687062969,'training','01a216ab-c361-756f-939f-5993ad17c261','','case','01a216ab-cac4-74dd-87ab-e9ecc5468723',2,'case.payee_set',1,'{"payee":"01a216ab-cad7-7710-a4b9-0bb7394fc049","bank":"样例银行","masked":"****2222"}',X'f264077245d674bd3489dbee0ce4804b',1,X'9a1338b85dbbc5c2cecaeb26eea6ae8a7a78255528dff50df5bca0c737cf0bc5');
INSERT INTO event VALUES(86,'01a216ab-cadb-72fe-9eb7-a7fb14d6f926',1795676687066997,'training','01a216ab-c361-756f-939f-5993ad17c261','','case','01a216ab-cac4-74dd-87ab-e9ecc5468723',3,'case.evidence_added',1,'{"hash":"cfa3181c1ee36e8bce5e39f84959f4558ea7ba32c0e4539a8ab3c8ce8c716ec6","kind":"高新技术企业证书","file_name":"证书.pdf","media_type":"application/pdf","size":69}',X'07d4869355b76c14c36a0891b462b0d0',1,X'1f1857fb714a88d416d0917352bd623eb4b3aea31848733affd192d823e2b236');
INSERT INTO event VALUES(87,'01a216ab-cade-7617-b6e0-aef4bb820d9f',1795676687068495,'training','01a216ab-c361-756f-939f-5993ad17c261','','case','01a216ab-cac4-74dd-87ab-e9ecc5468723',4,'case.step_done',1,'{"amount":{"min_fen":10000000,"max_fen":10000000},"consent":true,"on":"2026-11-26","known_on":"2026-11-26","engine":1,"facts":"949acfcf0103a7e9991e247c10825d0a262789064a043fd22887cfd855365880","snapshot":"57dfd4661a2ef5179877dfe81b65e4e4a86fd79e555211ecbb04177bf42e7d4f","explanation":"d75cbf745902af80f1554a032b928a0b163cf498cde0618f703b8304b2c6dfc0","procedure":{"kind":"step_done","on":"2026-11-26","account":"01a216ab-c361-756f-939f-5993ad17c261","step":"申请","outcome":"submit"},"state":{"status":"受理","title":{"zh":"受理审核","en":"Acceptance"},"ended":false,"decided":false,"open":[{"step":"受理","kind":"check","title":{"zh":"受理审核","en":"Acceptance"},"unit":"市科技局","role":"handler","opened":"2026-11-26","deadline":"2026-12-03","provisional":false}]}}',X'637ee2f7b2824694120ed6010c4b570e',1,X'2ff6a9500661328ab761abf51829f3a3cf525792de79a18734938bd4f0b3394c');
INSERT INTO event VALUES(88,'01a216ab-cbc2-74f4-a27c-e1676c0fe802',1795676687297930,'training','01a216ab-c361-754b-8599-ac4a628296e8','','account','01a216ab-c361-754b-8599-ac4a628296e8',4,'account.signed-in',1,'{"session":"01a216ab-cbc1-7508-ad42-07d8f04a3493"}',X'8602a37c77f2e94269253f9ede315132',1,X'9ffbce790d7f81bb88bfd2efb6d982e66a1f8c01198103f54555d2ccf87e5f11');
INSERT INTO event VALUES(89,'01a216ab-cbc8-7407-a240-842737e1306e',1795676687304727,'training','01a216ab-c361-754b-8599-ac4a628296e8','市科技局','case','01a216ab-cac4-74dd-87ab-e9ecc5468723',5,'case.step_done',1,'{"procedure":{"kind":"step_done","on":"2026-11-26","account":"01a216ab-c361-754b-8599-ac4a628296e8","unit":"市科技局","step":"受理","outcome":"accept","reason":"同意"},"state":{"status":"会审","title":{"zh":"并联会审","en":"Parallel opinions"},"ended":false,"decided":false,"open":[{"step":"会审","kind":"opinions","title":{"zh":"并联会审","en":"Parallel opinions"},"unit":"市工信局","role":"reviewer","opened":"2026-11-26","deadline":"2026-12-03","provisional":false},{"step":"会审","kind":"opinions","title":{"zh":"并联会审","en":"Parallel opinions"},"unit":"市财政局","role":"reviewer","opened":"2026-11-26","deadline":"2026-12-03","provisional":false}]}}',X'68c9b4266c4ed379e6fedc6238593361',1,X'606cbcd14c7620eb4affc0c007f65ab158c6a04cc29c2ab968a916b4834ea75a');
INSERT INTO event VALUES(90,'01a216ab-ccad-70ea-9130-1fa1dc7a75d8',1795676687532913,'training','01a216ab-c361-7528-8c13-894368f61fa0','','account','01a216ab-c361-7528-8c13-894368f61fa0',4,'account.signed-in',1,'{"session":"01a216ab-ccac-71cb-a8d4-e29b2e8993f8"}',X'bc12923f0f162f954149256bc793d333',1,X'30c301a8c592965df13cfba9699a27cea342d791fa788ae5091d8798e7010aec');
INSERT INTO event VALUES(91,'01a216ab-ccb2-7062-9424-f2aa5947cf89',1795676687537932,'training','01a216ab-c361-7528-8c13-894368f61fa0','市工信局','case','01a216ab-cac4-74dd-87ab-e9ecc5468723',6,'case.step_done',1,'{"procedure":{"kind":"step_done","on":"2026-11-26","account":"01a216ab-c361-7528-8c13-894368f61fa0","unit":"市工信局","step":"会审","outcome":"agree","reason":"同意"},"state":{"status":"会审","title":{"zh":"并联会审","en":"Parallel opinions"},"ended":false,"decided":false,"open":[{"step":"会审","kind":"opinions","title":{"zh":"并联会审","en":"Parallel opinions"},"unit":"市财政局","role":"reviewer","opened":"2026-11-26","deadline":"2026-12-03","provisional":false}]}}',X'c81a998febbc6702aed34a6f7416663f',1,X'fdb5d85003d758fade944aa622afa3298352f60118eceb1c261cabdf2829d39f');
INSERT INTO event VALUES(92,'01a216ab-cd63-7595-a6b9-b43ef372e377',1795676687715428,'training','01a216ab-c361-7552-af1a-9c1a593e590b','','account','01a216ab-c361-7552-af1a-9c1a593e590b',4,'account.signed-in',1,'{"session":"01a216ab-cd63-7594-8038-f1ba7a7a6ad8"}',X'e2a6cde9f8fb9a7105590aa2bf0ea7ca',1,X'ccddb5ebed79dac12c4c51553b935227bf004344673435ef8550091aea650b76');
INSERT INTO event VALUES(93,'01a216ab-cd6a-743f-83ec-56059d6352d1',1795676687722526,'training','01a216ab-c361-7552-af1a-9c1a593e590b','市财政局','case','01a216ab-cac4-74dd-87ab-e9ecc5468723',7,'case.step_done',1,'{"procedure":{"kind":"step_done","on":"2026-11-26","account":"01a216ab-c361-7552-af1a-9c1a593e590b","unit":"市财政局","step":"会审","outcome":"agree","reason":"同意"},"state":{"status":"公示","title":{"zh":"公示","en":"Public notice"},"ended":false,"decided":false,"open":[{"step":"公示","kind":"notice","title":{"zh":"公示","en":"Public notice"},"unit":"市科技局","role":"handler","opened":"2026-11-26"}]}}',X'79729ff745158d9a0f74596f1157e399',1,X'd4e5671d56702e3bd1791a69ef9c410eb8ab2aac8f0b905ef5adab1b5934ea87');
INSERT INTO event VALUES(94,'01a216ab-cd82-7509-b6cd-fb7da5d1293e',1795676687746693,'training','01a216ab-c361-754b-8599-ac4a628296e8','市科技局','case','01a216ab-cac4-74dd-87ab-e9ecc5468723',8,'case.notice_published',1,'{"amount":{"min_fen":10000000,"max_fen":10000000},"procedure":{"kind":"notice_published","on":"2026-11-26","account":"01a216ab-c361-754b-8599-ac4a628296e8","unit":"市科技局","step":"公示","closes":"2026-12-03"},"state":{"status":"公示","title":{"zh":"公示","en":"Public notice"},"ended":false,"decided":false,"open":[{"step":"公示","kind":"notice","title":{"zh":"公示","en":"Public notice"},"unit":"市科技局","role":"handler","opened":"2026-11-26","deadline":"2026-12-03","provisional":false}]}}',X'd241e9a1a9b5a323e2cce994cea41ec2',1,X'ee8894c657e49a4f5a6c8a3626a635865a3fd7ac1ca89492f23180fe86ac93d4');
INSERT INTO event VALUES(95,'01a216ab-cf1e-7294-886c-884a1b31183a',1795676688158602,'training','01a216ab-c361-754f-b100-736c8da6d82d','','account','01a216ab-c361-754f-b100-736c8da6d82d',3,'account.signed-in',1,'{"session":"01a216ab-cf1e-7293-9ab9-4f9c1d7740e9"}',X'f8fa4aaae3f07334a133d1c92d0d3048',1,X'e455fae3b5e7309a3f29ea829e7bbc648dbaec85398e054c7d20d798f6a63cf1');
CREATE TABLE idempotency (
  scope TEXT NOT NULL,
  key TEXT NOT NULL,
  request_hash TEXT NOT NULL,
  answer TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (scope, key)
) STRICT;
CREATE TABLE subject (
  id TEXT PRIMARY KEY,
  type TEXT NOT NULL CHECK (type <> ''),
  identity TEXT NOT NULL CHECK (identity <> ''),
  name TEXT NOT NULL,
  at INTEGER NOT NULL,
  UNIQUE (type, identity)
) STRICT;
INSERT INTO subject VALUES('01a216ab-c1fe-7225-b685-f2641f140a7c','企业','910171356L6KUF4RHG','仑山智远阀门有限公司',1795676684790534);
CREATE TABLE fact (
  seq INTEGER PRIMARY KEY,
  subject_id TEXT NOT NULL REFERENCES subject (id),
  name TEXT NOT NULL CHECK (name <> ''),
  value TEXT NOT NULL,
  source TEXT NOT NULL CHECK (source IN ('declared', 'attested')),
  attested_by TEXT NOT NULL,
  evidence TEXT NOT NULL,
  open INTEGER NOT NULL CHECK (open IN (0, 1)),
  valid_from INTEGER,
  valid_to INTEGER CHECK (valid_to >= valid_from),
  known_on INTEGER NOT NULL,
  recorded_at INTEGER NOT NULL CHECK (recorded_at >= known_on),
  supersedes INTEGER UNIQUE REFERENCES fact (seq)
) STRICT;
INSERT INTO fact VALUES(539,'01a216ab-c1fe-7225-b685-f2641f140a7c','统一社会信用代码','"910171356L6KUF4RHG"','attested','市市场监管局','',0,NULL,NULL,1795676684790534,1795676684790534,NULL);
INSERT INTO fact VALUES(540,'01a216ab-c1fe-7225-b685-f2641f140a7c','名称','"仑山智远阀门有限公司"','attested','市市场监管局','',0,NULL,NULL,1795676684790534,1795676684790534,NULL);
INSERT INTO fact VALUES(541,'01a216ab-c1fe-7225-b685-f2641f140a7c','登记地','"350583"','attested','市市场监管局','',0,NULL,NULL,1795676684790534,1795676684790534,NULL);
INSERT INTO fact VALUES(542,'01a216ab-c1fe-7225-b685-f2641f140a7c','规上企业','false','attested','市工信局','',0,NULL,NULL,1795676684790534,1795676684790534,NULL);
INSERT INTO fact VALUES(543,'01a216ab-c1fe-7225-b685-f2641f140a7c','研发费用','2','attested','市科技局','',0,NULL,NULL,1795676684790534,1795676684790534,NULL);
INSERT INTO fact VALUES(544,'01a216ab-c1fe-7225-b685-f2641f140a7c','营业收入','2893108','attested','市财政局','',0,NULL,NULL,1795676684790534,1795676684790534,NULL);
INSERT INTO fact VALUES(545,'01a216ab-c1fe-7225-b685-f2641f140a7c','研发年度截止日','"2025-12-31"','attested','市科技局','',0,NULL,NULL,1795676684790534,1795676684790534,NULL);
INSERT INTO fact VALUES(546,'01a216ab-c1fe-7225-b685-f2641f140a7c','科技型企业','false','attested','市科技局','',0,NULL,NULL,1795676684790534,1795676684790534,NULL);
INSERT INTO fact VALUES(547,'01a216ab-c1fe-7225-b685-f2641f140a7c','认定','[{"类别":"国家高新技术企业","方式":"首次认定","日期":"2026-03-27","证书编号":"GR202635009509"}]','attested','市科技局','',0,NULL,NULL,1795676684790534,1795676684790534,NULL);
INSERT INTO fact VALUES(548,'01a216ab-c1fe-7225-b685-f2641f140a7c','省级研发补助','[]','attested','市科技局','',0,NULL,NULL,1795676684790534,1795676684790534,NULL);
INSERT INTO fact VALUES(549,'01a216ab-c1fe-7225-b685-f2641f140a7c','攻关项目','[]','attested','市科技局','',0,NULL,NULL,1795676684790534,1795676684790534,NULL);
INSERT INTO fact VALUES(550,'01a216ab-c1fe-7225-b685-f2641f140a7c','智能工厂','[]','attested','市工信局','',0,NULL,NULL,1795676684790534,1795676684790534,NULL);
INSERT INTO fact VALUES(551,'01a216ab-c1fe-7225-b685-f2641f140a7c','孵化器租约','[]','attested','市国资办','',0,NULL,NULL,1795676684790534,1795676684790534,NULL);
CREATE TABLE blob (
  hash TEXT PRIMARY KEY,
  media_type TEXT NOT NULL,
  content BLOB NOT NULL,
  at INTEGER NOT NULL
) STRICT;
CREATE TABLE image (
  seq INTEGER PRIMARY KEY,
  hash TEXT NOT NULL UNIQUE,
  package TEXT NOT NULL,
  content BLOB NOT NULL,
  published_at INTEGER NOT NULL
) STRICT;
CREATE TABLE message (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  unique_key TEXT NOT NULL UNIQUE,
  channel TEXT NOT NULL,
  recipient TEXT NOT NULL,
  subject TEXT NOT NULL,
  body TEXT NOT NULL,
  event_id TEXT NOT NULL,
  queued_at INTEGER NOT NULL
) STRICT;
CREATE TABLE message_attempt (
  seq INTEGER PRIMARY KEY,
  message_id TEXT NOT NULL REFERENCES message (id),
  at INTEGER NOT NULL,
  next_attempt INTEGER,
  reason TEXT NOT NULL
) STRICT;
CREATE TABLE account (
  id TEXT PRIMARY KEY,
  login TEXT NOT NULL,
  login_key TEXT NOT NULL UNIQUE,
  name_zh TEXT NOT NULL,
  name_en TEXT NOT NULL,
  kind TEXT NOT NULL,
  disabled INTEGER NOT NULL CHECK (disabled IN (0, 1)),
  created_at INTEGER NOT NULL
) STRICT;
INSERT INTO account VALUES('01a216ab-c360-72ac-9b74-5407685d4725','市人社局-经办','市人社局-经办','市人社局经办','Human Resources and Social Security Bureau, officer','officer',0,1795676685152542);
INSERT INTO account VALUES('01a216ab-c360-72b0-b8bd-d05c4ea11670','市人社局-审批','市人社局-审批','市人社局负责人','Human Resources and Social Security Bureau, head','officer',0,1795676685152542);
INSERT INTO account VALUES('01a216ab-c360-72b3-8ced-2b73163675dc','市发改局-经办','市发改局-经办','市发改局经办','Development and Reform Bureau, officer','officer',0,1795676685152542);
INSERT INTO account VALUES('01a216ab-c360-72b7-825a-410b7a614c24','市发改局-审批','市发改局-审批','市发改局负责人','Development and Reform Bureau, head','officer',0,1795676685152542);
INSERT INTO account VALUES('01a216ab-c360-72ba-94b4-0963520749ad','市商务局-经办','市商务局-经办','市商务局经办','Commerce Bureau, officer','officer',0,1795676685152542);
INSERT INTO account VALUES('01a216ab-c360-72be-b11f-e4f9ad44b9d3','市商务局-审批','市商务局-审批','市商务局负责人','Commerce Bureau, head','officer',0,1795676685152542);
INSERT INTO account VALUES('01a216ab-c360-72c1-a07e-d3dfd334a6b2','市国资办-经办','市国资办-经办','市国资办经办','State-owned Assets Office, officer','officer',0,1795676685152542);
INSERT INTO account VALUES('01a216ab-c360-72c5-9b43-feba9c4124b0','市国资办-审批','市国资办-审批','市国资办负责人','State-owned Assets Office, head','officer',0,1795676685152542);
INSERT INTO account VALUES('01a216ab-c361-7521-971d-f0b314237b58','市委人才办-经办','市委人才办-经办','市委人才办经办','Talent Office of the City Party Committee, officer','officer',0,1795676685152542);
INSERT INTO account VALUES('01a216ab-c361-7525-a0d5-faa95e926e7c','市委人才办-审批','市委人才办-审批','市委人才办负责人','Talent Office of the City Party Committee, head','officer',0,1795676685152542);
INSERT INTO account VALUES('01a216ab-c361-7528-8c13-894368f61fa0','市工信局-经办','市工信局-经办','市工信局经办','Industry and Information Technology Bureau, officer','officer',0,1795676685152542);
INSERT INTO account VALUES('01a216ab-c361-752c-9001-f214c7f029e7','市工信局-审批','市工信局-审批','市工信局负责人','Industry and Information Technology Bureau, head','officer',0,1795676685152542);
INSERT INTO account VALUES('01a216ab-c361-752f-94ec-4ee6c0eea7a3','市市场监管局-经办','市市场监管局-经办','市市场监管局经办','Market Supervision Bureau, officer','officer',0,1795676685152542);
INSERT INTO account VALUES('01a216ab-c361-7533-a3c6-775d82f22f76','市市场监管局-审批','市市场监管局-审批','市市场监管局负责人','Market Supervision Bureau, head','officer',0,1795676685152542);
INSERT INTO account VALUES('01a216ab-c361-7536-b107-0c927a9c71c5','市政府-经办','市政府-经办','市政府经办','City Government, officer','officer',0,1795676685152542);
INSERT INTO account VALUES('01a216ab-c361-753a-881f-48381763c76e','市政府-审批','市政府-审批','市政府负责人','City Government, head','officer',0,1795676685152542);
INSERT INTO account VALUES('01a216ab-c361-753d-9411-f53b2a7aa2af','市生态环境局-经办','市生态环境局-经办','市生态环境局经办','Ecology and Environment Bureau, officer','officer',0,1795676685152542);
INSERT INTO account VALUES('01a216ab-c361-7541-b70b-45d475215cce','市生态环境局-审批','市生态环境局-审批','市生态环境局负责人','Ecology and Environment Bureau, head','officer',0,1795676685152542);
INSERT INTO account VALUES('01a216ab-c361-7544-a86e-156fddb57aed','市科协-经办','市科协-经办','市科协经办','Association for Science and Technology, officer','officer',0,1795676685152542);
INSERT INTO account VALUES('01a216ab-c361-7548-ad56-6bd7eb1551a1','市科协-审批','市科协-审批','市科协负责人','Association for Science and Technology, head','officer',0,1795676685152542);
INSERT INTO account VALUES('01a216ab-c361-754b-8599-ac4a628296e8','市科技局-经办','市科技局-经办','市科技局经办','Science and Technology Bureau, officer','officer',0,1795676685152542);
INSERT INTO account VALUES('01a216ab-c361-754f-b100-736c8da6d82d','市科技局-审批','市科技局-审批','市科技局负责人','Science and Technology Bureau, head','officer',0,1795676685152542);
INSERT INTO account VALUES('01a216ab-c361-7552-af1a-9c1a593e590b','市财政局-经办','市财政局-经办','市财政局经办','Finance Bureau, officer','officer',0,1795676685152542);
INSERT INTO account VALUES('01a216ab-c361-7556-a3f6-140eaff80b99','市财政局-审批','市财政局-审批','市财政局负责人','Finance Bureau, head','officer',0,1795676685152542);
INSERT INTO account VALUES('01a216ab-c361-7559-8b49-484debf36ca5','经济开发区-经办','经济开发区-经办','经济开发区经办','Economic Development Zone, officer','officer',0,1795676685152542);
INSERT INTO account VALUES('01a216ab-c361-755d-8967-775743ae2bf6','经济开发区-审批','经济开发区-审批','经济开发区负责人','Economic Development Zone, head','officer',0,1795676685152542);
INSERT INTO account VALUES('01a216ab-c361-7560-8015-b2653000d52d','市财政局-财政审核','市财政局-财政审核','市财政局财政审核','Finance Bureau, finance review','treasury',0,1795676685152542);
INSERT INTO account VALUES('01a216ab-c361-7563-b4a4-6a02fdeef2e8','市财政局-支付经办','市财政局-支付经办','市财政局支付经办','Finance Bureau, payments','treasury',0,1795676685152542);
INSERT INTO account VALUES('01a216ab-c361-7566-b1a6-48cf95f8fa08','市财政局-支付复核','市财政局-支付复核','市财政局支付复核','Finance Bureau, release','treasury',0,1795676685152542);
INSERT INTO account VALUES('01a216ab-c361-7569-a989-a0fbb2730984','审计','审计','审计','Auditor','auditor',0,1795676685152542);
INSERT INTO account VALUES('01a216ab-c361-756c-a9f6-127d7e092a55','管理员','管理员','管理员','Administrator','administrator',0,1795676685152542);
INSERT INTO account VALUES('01a216ab-c361-756f-939f-5993ad17c261','样例主体1','样例主体1','仑山智远阀门有限公司','仑山智远阀门有限公司','enterprise',0,1795676685152542);
INSERT INTO account VALUES('01a216ab-c361-7572-9da5-2939bc9fdccc','样例主体2','样例主体2','仑山泰兴鞋业股份有限公司','仑山泰兴鞋业股份有限公司','enterprise',0,1795676685152542);
INSERT INTO account VALUES('01a216ab-c361-7575-9c55-aa41f268db5d','样例主体3','样例主体3','水头里智源陶瓷有限公司','水头里智源陶瓷有限公司','enterprise',0,1795676685152542);
CREATE TABLE membership (
  account TEXT NOT NULL,
  role TEXT NOT NULL,
  unit TEXT NOT NULL,
  subject TEXT NOT NULL,
  PRIMARY KEY (account, role, unit, subject)
) STRICT;
INSERT INTO membership VALUES('01a216ab-c360-72ac-9b74-5407685d4725','handler','市人社局','');
INSERT INTO membership VALUES('01a216ab-c360-72ac-9b74-5407685d4725','reviewer','市人社局','');
INSERT INTO membership VALUES('01a216ab-c360-72b0-b8bd-d05c4ea11670','approver','市人社局','');
INSERT INTO membership VALUES('01a216ab-c360-72b3-8ced-2b73163675dc','handler','市发改局','');
INSERT INTO membership VALUES('01a216ab-c360-72b3-8ced-2b73163675dc','reviewer','市发改局','');
INSERT INTO membership VALUES('01a216ab-c360-72b7-825a-410b7a614c24','approver','市发改局','');
INSERT INTO membership VALUES('01a216ab-c360-72ba-94b4-0963520749ad','handler','市商务局','');
INSERT INTO membership VALUES('01a216ab-c360-72ba-94b4-0963520749ad','reviewer','市商务局','');
INSERT INTO membership VALUES('01a216ab-c360-72be-b11f-e4f9ad44b9d3','approver','市商务局','');
INSERT INTO membership VALUES('01a216ab-c360-72c1-a07e-d3dfd334a6b2','handler','市国资办','');
INSERT INTO membership VALUES('01a216ab-c360-72c1-a07e-d3dfd334a6b2','reviewer','市国资办','');
INSERT INTO membership VALUES('01a216ab-c360-72c5-9b43-feba9c4124b0','approver','市国资办','');
INSERT INTO membership VALUES('01a216ab-c361-7521-971d-f0b314237b58','handler','市委人才办','');
INSERT INTO membership VALUES('01a216ab-c361-7521-971d-f0b314237b58','reviewer','市委人才办','');
INSERT INTO membership VALUES('01a216ab-c361-7525-a0d5-faa95e926e7c','approver','市委人才办','');
INSERT INTO membership VALUES('01a216ab-c361-7528-8c13-894368f61fa0','handler','市工信局','');
INSERT INTO membership VALUES('01a216ab-c361-7528-8c13-894368f61fa0','reviewer','市工信局','');
INSERT INTO membership VALUES('01a216ab-c361-752c-9001-f214c7f029e7','approver','市工信局','');
INSERT INTO membership VALUES('01a216ab-c361-752f-94ec-4ee6c0eea7a3','handler','市市场监管局','');
INSERT INTO membership VALUES('01a216ab-c361-752f-94ec-4ee6c0eea7a3','reviewer','市市场监管局','');
INSERT INTO membership VALUES('01a216ab-c361-7533-a3c6-775d82f22f76','approver','市市场监管局','');
INSERT INTO membership VALUES('01a216ab-c361-7536-b107-0c927a9c71c5','handler','市政府','');
INSERT INTO membership VALUES('01a216ab-c361-7536-b107-0c927a9c71c5','reviewer','市政府','');
INSERT INTO membership VALUES('01a216ab-c361-753a-881f-48381763c76e','approver','市政府','');
INSERT INTO membership VALUES('01a216ab-c361-753d-9411-f53b2a7aa2af','handler','市生态环境局','');
INSERT INTO membership VALUES('01a216ab-c361-753d-9411-f53b2a7aa2af','reviewer','市生态环境局','');
INSERT INTO membership VALUES('01a216ab-c361-7541-b70b-45d475215cce','approver','市生态环境局','');
INSERT INTO membership VALUES('01a216ab-c361-7544-a86e-156fddb57aed','handler','市科协','');
INSERT INTO membership VALUES('01a216ab-c361-7544-a86e-156fddb57aed','reviewer','市科协','');
INSERT INTO membership VALUES('01a216ab-c361-7548-ad56-6bd7eb1551a1','approver','市科协','');
INSERT INTO membership VALUES('01a216ab-c361-754b-8599-ac4a628296e8','handler','市科技局','');
INSERT INTO membership VALUES('01a216ab-c361-754b-8599-ac4a628296e8','reviewer','市科技局','');
INSERT INTO membership VALUES('01a216ab-c361-754f-b100-736c8da6d82d','approver','市科技局','');
INSERT INTO membership VALUES('01a216ab-c361-7552-af1a-9c1a593e590b','handler','市财政局','');
INSERT INTO membership VALUES('01a216ab-c361-7552-af1a-9c1a593e590b','reviewer','市财政局','');
INSERT INTO membership VALUES('01a216ab-c361-7556-a3f6-140eaff80b99','approver','市财政局','');
INSERT INTO membership VALUES('01a216ab-c361-7559-8b49-484debf36ca5','handler','经济开发区','');
INSERT INTO membership VALUES('01a216ab-c361-7559-8b49-484debf36ca5','reviewer','经济开发区','');
INSERT INTO membership VALUES('01a216ab-c361-755d-8967-775743ae2bf6','approver','经济开发区','');
INSERT INTO membership VALUES('01a216ab-c361-7560-8015-b2653000d52d','finance_reviewer','市财政局','');
INSERT INTO membership VALUES('01a216ab-c361-7563-b4a4-6a02fdeef2e8','treasury_maker','市财政局','');
INSERT INTO membership VALUES('01a216ab-c361-7566-b1a6-48cf95f8fa08','treasury_checker','市财政局','');
INSERT INTO membership VALUES('01a216ab-c361-7569-a989-a0fbb2730984','auditor','','');
INSERT INTO membership VALUES('01a216ab-c361-756c-a9f6-127d7e092a55','administrator','','');
INSERT INTO membership VALUES('01a216ab-c361-756f-939f-5993ad17c261','applicant','','01a216ab-c1fe-7225-b685-f2641f140a7c');
INSERT INTO membership VALUES('01a216ab-c361-7572-9da5-2939bc9fdccc','applicant','','01a216ab-c222-73e2-bed1-575f48f6189d');
INSERT INTO membership VALUES('01a216ab-c361-7575-9c55-aa41f268db5d','applicant','','01a216ab-c221-7081-ac35-40e344e1e0ed');
CREATE TABLE account_secret (
  seq INTEGER PRIMARY KEY,
  account TEXT NOT NULL,
  password_hash TEXT NOT NULL,
  at INTEGER NOT NULL
) STRICT;
INSERT INTO account_secret VALUES(1,'01a216ab-c360-72ac-9b74-5407685d4725','$argon2id$v=19$m=65536,t=2,p=1$8BHy9Y582TaCDzY2t0fp5A$Nu1lV/Iz/02mpThid5Zgl4snxpUofvNSIHeHKg621L0',1795676685152542);
INSERT INTO account_secret VALUES(2,'01a216ab-c360-72b0-b8bd-d05c4ea11670','$argon2id$v=19$m=65536,t=2,p=1$8BHy9Y582TaCDzY2t0fp5A$Nu1lV/Iz/02mpThid5Zgl4snxpUofvNSIHeHKg621L0',1795676685152542);
INSERT INTO account_secret VALUES(3,'01a216ab-c360-72b3-8ced-2b73163675dc','$argon2id$v=19$m=65536,t=2,p=1$8BHy9Y582TaCDzY2t0fp5A$Nu1lV/Iz/02mpThid5Zgl4snxpUofvNSIHeHKg621L0',1795676685152542);
INSERT INTO account_secret VALUES(4,'01a216ab-c360-72b7-825a-410b7a614c24','$argon2id$v=19$m=65536,t=2,p=1$8BHy9Y582TaCDzY2t0fp5A$Nu1lV/Iz/02mpThid5Zgl4snxpUofvNSIHeHKg621L0',1795676685152542);
INSERT INTO account_secret VALUES(5,'01a216ab-c360-72ba-94b4-0963520749ad','$argon2id$v=19$m=65536,t=2,p=1$8BHy9Y582TaCDzY2t0fp5A$Nu1lV/Iz/02mpThid5Zgl4snxpUofvNSIHeHKg621L0',1795676685152542);
INSERT INTO account_secret VALUES(6,'01a216ab-c360-72be-b11f-e4f9ad44b9d3','$argon2id$v=19$m=65536,t=2,p=1$8BHy9Y582TaCDzY2t0fp5A$Nu1lV/Iz/02mpThid5Zgl4snxpUofvNSIHeHKg621L0',1795676685152542);
INSERT INTO account_secret VALUES(7,'01a216ab-c360-72c1-a07e-d3dfd334a6b2','$argon2id$v=19$m=65536,t=2,p=1$8BHy9Y582TaCDzY2t0fp5A$Nu1lV/Iz/02mpThid5Zgl4snxpUofvNSIHeHKg621L0',1795676685152542);
INSERT INTO account_secret VALUES(8,'01a216ab-c360-72c5-9b43-feba9c4124b0','$argon2id$v=19$m=65536,t=2,p=1$8BHy9Y582TaCDzY2t0fp5A$Nu1lV/Iz/02mpThid5Zgl4snxpUofvNSIHeHKg621L0',1795676685152542);
INSERT INTO account_secret VALUES(9,'01a216ab-c361-7521-971d-f0b314237b58','$argon2id$v=19$m=65536,t=2,p=1$8BHy9Y582TaCDzY2t0fp5A$Nu1lV/Iz/02mpThid5Zgl4snxpUofvNSIHeHKg621L0',1795676685152542);
INSERT INTO account_secret VALUES(10,'01a216ab-c361-7525-a0d5-faa95e926e7c','$argon2id$v=19$m=65536,t=2,p=1$8BHy9Y582TaCDzY2t0fp5A$Nu1lV/Iz/02mpThid5Zgl4snxpUofvNSIHeHKg621L0',1795676685152542);
INSERT INTO account_secret VALUES(11,'01a216ab-c361-7528-8c13-894368f61fa0','$argon2id$v=19$m=65536,t=2,p=1$8BHy9Y582TaCDzY2t0fp5A$Nu1lV/Iz/02mpThid5Zgl4snxpUofvNSIHeHKg621L0',1795676685152542);
INSERT INTO account_secret VALUES(12,'01a216ab-c361-752c-9001-f214c7f029e7','$argon2id$v=19$m=65536,t=2,p=1$8BHy9Y582TaCDzY2t0fp5A$Nu1lV/Iz/02mpThid5Zgl4snxpUofvNSIHeHKg621L0',1795676685152542);
INSERT INTO account_secret VALUES(13,'01a216ab-c361-752f-94ec-4ee6c0eea7a3','$argon2id$v=19$m=65536,t=2,p=1$8BHy9Y582TaCDzY2t0fp5A$Nu1lV/Iz/02mpThid5Zgl4snxpUofvNSIHeHKg621L0',1795676685152542);
INSERT INTO account_secret VALUES(14,'01a216ab-c361-7533-a3c6-775d82f22f76','$argon2id$v=19$m=65536,t=2,p=1$8BHy9Y582TaCDzY2t0fp5A$Nu1lV/Iz/02mpThid5Zgl4snxpUofvNSIHeHKg621L0',1795676685152542);
INSERT INTO account_secret VALUES(15,'01a216ab-c361-7536-b107-0c927a9c71c5','$argon2id$v=19$m=65536,t=2,p=1$8BHy9Y582TaCDzY2t0fp5A$Nu1lV/Iz/02mpThid5Zgl4snxpUofvNSIHeHKg621L0',1795676685152542);
INSERT INTO account_secret VALUES(16,'01a216ab-c361-753a-881f-48381763c76e','$argon2id$v=19$m=65536,t=2,p=1$8BHy9Y582TaCDzY2t0fp5A$Nu1lV/Iz/02mpThid5Zgl4snxpUofvNSIHeHKg621L0',1795676685152542);
INSERT INTO account_secret VALUES(17,'01a216ab-c361-753d-9411-f53b2a7aa2af','$argon2id$v=19$m=65536,t=2,p=1$8BHy9Y582TaCDzY2t0fp5A$Nu1lV/Iz/02mpThid5Zgl4snxpUofvNSIHeHKg621L0',1795676685152542);
INSERT INTO account_secret VALUES(18,'01a216ab-c361-7541-b70b-45d475215cce','$argon2id$v=19$m=65536,t=2,p=1$8BHy9Y582TaCDzY2t0fp5A$Nu1lV/Iz/02mpThid5Zgl4snxpUofvNSIHeHKg621L0',1795676685152542);
INSERT INTO account_secret VALUES(19,'01a216ab-c361-7544-a86e-156fddb57aed','$argon2id$v=19$m=65536,t=2,p=1$8BHy9Y582TaCDzY2t0fp5A$Nu1lV/Iz/02mpThid5Zgl4snxpUofvNSIHeHKg621L0',1795676685152542);
INSERT INTO account_secret VALUES(20,'01a216ab-c361-7548-ad56-6bd7eb1551a1','$argon2id$v=19$m=65536,t=2,p=1$8BHy9Y582TaCDzY2t0fp5A$Nu1lV/Iz/02mpThid5Zgl4snxpUofvNSIHeHKg621L0',1795676685152542);
INSERT INTO account_secret VALUES(21,'01a216ab-c361-754b-8599-ac4a628296e8','$argon2id$v=19$m=65536,t=2,p=1$8BHy9Y582TaCDzY2t0fp5A$Nu1lV/Iz/02mpThid5Zgl4snxpUofvNSIHeHKg621L0',1795676685152542);
INSERT INTO account_secret VALUES(22,'01a216ab-c361-754f-b100-736c8da6d82d','$argon2id$v=19$m=65536,t=2,p=1$8BHy9Y582TaCDzY2t0fp5A$Nu1lV/Iz/02mpThid5Zgl4snxpUofvNSIHeHKg621L0',1795676685152542);
INSERT INTO account_secret VALUES(23,'01a216ab-c361-7552-af1a-9c1a593e590b','$argon2id$v=19$m=65536,t=2,p=1$8BHy9Y582TaCDzY2t0fp5A$Nu1lV/Iz/02mpThid5Zgl4snxpUofvNSIHeHKg621L0',1795676685152542);
INSERT INTO account_secret VALUES(24,'01a216ab-c361-7556-a3f6-140eaff80b99','$argon2id$v=19$m=65536,t=2,p=1$8BHy9Y582TaCDzY2t0fp5A$Nu1lV/Iz/02mpThid5Zgl4snxpUofvNSIHeHKg621L0',1795676685152542);
INSERT INTO account_secret VALUES(25,'01a216ab-c361-7559-8b49-484debf36ca5','$argon2id$v=19$m=65536,t=2,p=1$8BHy9Y582TaCDzY2t0fp5A$Nu1lV/Iz/02mpThid5Zgl4snxpUofvNSIHeHKg621L0',1795676685152542);
INSERT INTO account_secret VALUES(26,'01a216ab-c361-755d-8967-775743ae2bf6','$argon2id$v=19$m=65536,t=2,p=1$8BHy9Y582TaCDzY2t0fp5A$Nu1lV/Iz/02mpThid5Zgl4snxpUofvNSIHeHKg621L0',1795676685152542);
INSERT INTO account_secret VALUES(27,'01a216ab-c361-7560-8015-b2653000d52d','$argon2id$v=19$m=65536,t=2,p=1$8BHy9Y582TaCDzY2t0fp5A$Nu1lV/Iz/02mpThid5Zgl4snxpUofvNSIHeHKg621L0',1795676685152542);
INSERT INTO account_secret VALUES(28,'01a216ab-c361-7563-b4a4-6a02fdeef2e8','$argon2id$v=19$m=65536,t=2,p=1$8BHy9Y582TaCDzY2t0fp5A$Nu1lV/Iz/02mpThid5Zgl4snxpUofvNSIHeHKg621L0',1795676685152542);
INSERT INTO account_secret VALUES(29,'01a216ab-c361-7566-b1a6-48cf95f8fa08','$argon2id$v=19$m=65536,t=2,p=1$8BHy9Y582TaCDzY2t0fp5A$Nu1lV/Iz/02mpThid5Zgl4snxpUofvNSIHeHKg621L0',1795676685152542);
INSERT INTO account_secret VALUES(30,'01a216ab-c361-7569-a989-a0fbb2730984','$argon2id$v=19$m=65536,t=2,p=1$8BHy9Y582TaCDzY2t0fp5A$Nu1lV/Iz/02mpThid5Zgl4snxpUofvNSIHeHKg621L0',1795676685152542);
INSERT INTO account_secret VALUES(31,'01a216ab-c361-756c-a9f6-127d7e092a55','$argon2id$v=19$m=65536,t=2,p=1$8BHy9Y582TaCDzY2t0fp5A$Nu1lV/Iz/02mpThid5Zgl4snxpUofvNSIHeHKg621L0',1795676685152542);
INSERT INTO account_secret VALUES(32,'01a216ab-c361-756f-939f-5993ad17c261','$argon2id$v=19$m=65536,t=2,p=1$8BHy9Y582TaCDzY2t0fp5A$Nu1lV/Iz/02mpThid5Zgl4snxpUofvNSIHeHKg621L0',1795676685152542);
INSERT INTO account_secret VALUES(33,'01a216ab-c361-7572-9da5-2939bc9fdccc','$argon2id$v=19$m=65536,t=2,p=1$8BHy9Y582TaCDzY2t0fp5A$Nu1lV/Iz/02mpThid5Zgl4snxpUofvNSIHeHKg621L0',1795676685152542);
INSERT INTO account_secret VALUES(34,'01a216ab-c361-7575-9c55-aa41f268db5d','$argon2id$v=19$m=65536,t=2,p=1$8BHy9Y582TaCDzY2t0fp5A$Nu1lV/Iz/02mpThid5Zgl4snxpUofvNSIHeHKg621L0',1795676685152542);
CREATE TABLE sign_in_attempt (
  id TEXT PRIMARY KEY,
  login_key TEXT NOT NULL,
  source TEXT NOT NULL,
  at INTEGER NOT NULL
) STRICT;
CREATE TABLE sign_in_success (
  attempt_id TEXT PRIMARY KEY REFERENCES sign_in_attempt (id)
) STRICT;
CREATE TABLE session (
  id TEXT PRIMARY KEY,
  token_hash BLOB NOT NULL UNIQUE,
  account TEXT NOT NULL,
  started_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  source TEXT NOT NULL,
  agent TEXT NOT NULL
) STRICT;
CREATE TABLE session_seen (
  seq INTEGER PRIMARY KEY,
  session_id TEXT NOT NULL REFERENCES session (id),
  at INTEGER NOT NULL
) STRICT;
CREATE TABLE session_end (
  session_id TEXT PRIMARY KEY REFERENCES session (id),
  at INTEGER NOT NULL
) STRICT;
CREATE TABLE administrator_link (
  token_hash BLOB PRIMARY KEY,
  at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL
) STRICT;
CREATE TABLE administrator_link_used (
  token_hash BLOB PRIMARY KEY REFERENCES administrator_link (token_hash),
  account TEXT NOT NULL
) STRICT;
CREATE TABLE ledger_line (
  id INTEGER PRIMARY KEY,
  policy TEXT NOT NULL CHECK (policy <> ''),
  year INTEGER NOT NULL CHECK (year BETWEEN 1900 AND 9999),
  unit TEXT NOT NULL CHECK (unit <> ''),
  UNIQUE (policy, year, unit)
) STRICT;
INSERT INTO ledger_line VALUES(1,'nanan-2025-2',2026,'市财政局');
CREATE TABLE ledger_account (
  line INTEGER NOT NULL REFERENCES ledger_line (id),
  purpose TEXT NOT NULL CHECK (purpose IN ('budget', 'available', 'committed', 'payable', 'issued', 'paid')),
  balance INTEGER NOT NULL CHECK (CASE purpose WHEN 'budget' THEN balance <= 0 ELSE balance >= 0 END),
  PRIMARY KEY (line, purpose)
) STRICT;
INSERT INTO ledger_account VALUES(1,'budget',-5000000000);
INSERT INTO ledger_account VALUES(1,'available',5000000000);
INSERT INTO ledger_account VALUES(1,'committed',0);
INSERT INTO ledger_account VALUES(1,'payable',0);
INSERT INTO ledger_account VALUES(1,'issued',0);
INSERT INTO ledger_account VALUES(1,'paid',0);
CREATE TABLE matter (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind <> ''),
  key TEXT NOT NULL CHECK (key <> ''),
  ceiling_fen INTEGER NOT NULL,
  committed_fen INTEGER NOT NULL,
  paid_fen INTEGER NOT NULL,
  UNIQUE (kind, key),
  CHECK (0 <= paid_fen AND paid_fen <= committed_fen AND committed_fen <= ceiling_fen)
) STRICT;
CREATE TABLE matter_ceiling (
  seq INTEGER PRIMARY KEY,
  matter INTEGER NOT NULL REFERENCES matter (id),
  ceiling_fen INTEGER NOT NULL CHECK (ceiling_fen >= 0),
  event_id TEXT NOT NULL REFERENCES event (id),
  at INTEGER NOT NULL
) STRICT;
CREATE TABLE commitment (
  id TEXT PRIMARY KEY,
  line INTEGER NOT NULL REFERENCES ledger_line (id),
  matter INTEGER NOT NULL REFERENCES matter (id),
  claim TEXT NOT NULL CHECK (claim <> ''),
  case_id TEXT NOT NULL,
  fen INTEGER NOT NULL CHECK (fen > 0),
  committed_fen INTEGER NOT NULL CHECK (committed_fen >= 0),
  payable_fen INTEGER NOT NULL CHECK (payable_fen >= 0),
  batched_fen INTEGER NOT NULL CHECK (batched_fen BETWEEN 0 AND payable_fen),
  issued_fen INTEGER NOT NULL CHECK (issued_fen >= 0),
  paid_fen INTEGER NOT NULL CHECK (paid_fen >= 0),
  cancelled_fen INTEGER NOT NULL CHECK (cancelled_fen >= 0),
  made_at INTEGER NOT NULL,
  CHECK (committed_fen + payable_fen + issued_fen + paid_fen + cancelled_fen = fen)
) STRICT;
CREATE TABLE payment_batch (
  id TEXT PRIMARY KEY,
  maker TEXT NOT NULL CHECK (maker <> ''),
  made_at INTEGER NOT NULL,
  event_id TEXT NOT NULL REFERENCES event (id)
) STRICT;
CREATE TABLE payment_line (
  batch TEXT NOT NULL REFERENCES payment_batch (id),
  number INTEGER NOT NULL CHECK (number > 0),
  commitment TEXT NOT NULL REFERENCES commitment (id),
  fen INTEGER NOT NULL CHECK (fen > 0),
  payee_name TEXT NOT NULL,
  payee_bank TEXT NOT NULL,
  payee_account TEXT NOT NULL,
  purpose TEXT NOT NULL,
  reissue_of_batch TEXT,
  reissue_of_number INTEGER,
  PRIMARY KEY (batch, number),
  FOREIGN KEY (reissue_of_batch, reissue_of_number) REFERENCES payment_line (batch, number)
) STRICT;
CREATE TABLE batch_release (
  batch TEXT PRIMARY KEY REFERENCES payment_batch (id),
  releaser TEXT NOT NULL CHECK (releaser <> ''),
  at INTEGER NOT NULL,
  event_id TEXT NOT NULL REFERENCES event (id)
) STRICT;
CREATE TABLE batch_cancel (
  batch TEXT PRIMARY KEY REFERENCES payment_batch (id),
  at INTEGER NOT NULL,
  event_id TEXT NOT NULL REFERENCES event (id)
) STRICT;
CREATE TABLE payment_result (
  seq INTEGER PRIMARY KEY,
  batch TEXT NOT NULL,
  number INTEGER NOT NULL,
  result TEXT NOT NULL CHECK (result IN ('paid', 'failed', 'returned')),
  bank_ref TEXT NOT NULL,
  reason TEXT NOT NULL,
  at INTEGER NOT NULL,
  event_id TEXT NOT NULL REFERENCES event (id),
  FOREIGN KEY (batch, number) REFERENCES payment_line (batch, number)
) STRICT;
CREATE TABLE transfer (
  id INTEGER PRIMARY KEY,
  line INTEGER NOT NULL,
  debit TEXT NOT NULL,
  credit TEXT NOT NULL CHECK (credit <> debit),
  fen INTEGER NOT NULL CHECK (fen > 0),
  kind TEXT NOT NULL,
  commitment TEXT REFERENCES commitment (id),
  batch TEXT REFERENCES payment_batch (id),
  event_id TEXT NOT NULL REFERENCES event (id),
  at INTEGER NOT NULL,
  FOREIGN KEY (line, debit) REFERENCES ledger_account (line, purpose),
  FOREIGN KEY (line, credit) REFERENCES ledger_account (line, purpose)
) STRICT;
INSERT INTO transfer VALUES(1,1,'budget','available',5000000000,'appropriate',NULL,NULL,'01a216ab-c361-7578-81c4-e8987ca5b69b',1795676685152542);
CREATE TABLE case_file (
  id TEXT PRIMARY KEY,
  reference TEXT NOT NULL UNIQUE,
  version INTEGER NOT NULL,
  subject TEXT NOT NULL,
  subject_name TEXT NOT NULL,
  personal INTEGER NOT NULL,
  policy TEXT NOT NULL,
  provision TEXT NOT NULL,
  title_zh TEXT NOT NULL,
  title_en TEXT NOT NULL,
  matter_kind TEXT NOT NULL,
  matter_parts TEXT NOT NULL,
  matter_key TEXT NOT NULL CHECK (matter_key <> ''),
  event TEXT NOT NULL,
  mode TEXT NOT NULL,
  payee TEXT NOT NULL,
  status TEXT NOT NULL,
  status_zh TEXT NOT NULL,
  status_en TEXT NOT NULL,
  ended INTEGER NOT NULL CHECK (ended IN (0, 1)),
  min_fen INTEGER,
  max_fen INTEGER,
  opened_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  changed INTEGER NOT NULL
, reopened INTEGER NOT NULL DEFAULT 0) STRICT;
INSERT INTO case_file VALUES('01a216ab-cac4-74dd-87ab-e9ecc5468723','2026-000001-CF9803',8,'01a216ab-c1fe-7225-b685-f2641f140a7c','仑山智远阀门有限公司',0,'nanan-2025-2','1a','国家高新技术企业认定奖励','National high-tech enterprise award','认定','["910171356L6KUF4RHG","国家高新技术企业","GR202635009509"]','认定910171356l6kuf4rhg国家高新技术企业gr202635009509','国家高新技术企业 首次认定 2026-03-27 GR202635009509','apply','01a216ab-cad7-7710-a4b9-0bb7394fc049','公示','公示','Public notice',0,10000000,10000000,1795676687043417,1795676687746693,94,0);
CREATE TABLE case_step (
  case_id TEXT NOT NULL,
  place INTEGER NOT NULL,
  step TEXT NOT NULL,
  kind TEXT NOT NULL,
  title_zh TEXT NOT NULL,
  title_en TEXT NOT NULL,
  unit TEXT NOT NULL,
  role TEXT NOT NULL,
  opened TEXT NOT NULL,
  deadline TEXT,
  provisional INTEGER NOT NULL,
  PRIMARY KEY (case_id, place)
) STRICT;
INSERT INTO case_step VALUES('01a216ab-cac4-74dd-87ab-e9ecc5468723',0,'公示','notice','公示','Public notice','市科技局','handler','2026-11-26','2026-12-03',0);
CREATE TABLE case_unit (
  case_id TEXT NOT NULL,
  unit TEXT NOT NULL,
  PRIMARY KEY (unit, case_id)
) STRICT;
INSERT INTO case_unit VALUES('01a216ab-cac4-74dd-87ab-e9ecc5468723','市科技局');
INSERT INTO case_unit VALUES('01a216ab-cac4-74dd-87ab-e9ecc5468723','市工信局');
INSERT INTO case_unit VALUES('01a216ab-cac4-74dd-87ab-e9ecc5468723','市财政局');
INSERT INTO case_unit VALUES('01a216ab-cac4-74dd-87ab-e9ecc5468723','市政府');
CREATE TABLE case_notice (
  seq INTEGER PRIMARY KEY,
  case_id TEXT NOT NULL,
  unit TEXT NOT NULL,
  published TEXT NOT NULL,
  closes TEXT NOT NULL,
  min_fen INTEGER,
  max_fen INTEGER,
  result TEXT NOT NULL
) STRICT;
INSERT INTO case_notice VALUES(94,'01a216ab-cac4-74dd-87ab-e9ecc5468723','市科技局','2026-11-26','2026-12-03',10000000,10000000,'');
CREATE TABLE case_decision (
  case_id TEXT PRIMARY KEY,
  subject TEXT NOT NULL,
  policy TEXT NOT NULL,
  provision TEXT NOT NULL,
  matter_parts TEXT NOT NULL,
  fen INTEGER NOT NULL,
  decided_by TEXT NOT NULL,
  reason TEXT NOT NULL,
  decided TEXT NOT NULL
) STRICT;
CREATE TABLE matter_paid (
  seq INTEGER PRIMARY KEY,
  case_id TEXT NOT NULL,
  subject TEXT NOT NULL,
  batch TEXT NOT NULL,
  line INTEGER NOT NULL,
  fen INTEGER NOT NULL CHECK (fen > 0),
  paid TEXT NOT NULL,
  UNIQUE (batch, line)
) STRICT;
CREATE TABLE case_payee (
  id TEXT PRIMARY KEY,
  case_id TEXT NOT NULL,
  name TEXT NOT NULL,
  bank TEXT NOT NULL,
  account_number TEXT NOT NULL,
  at INTEGER NOT NULL
) STRICT;
INSERT INTO case_payee VALUES('01a216ab-cad7-7710-a4b9-0bb7394fc049','01a216ab-cac4-74dd-87ab-e9ecc5468723','样例','样例银行','6222000011112222',1795676687062969);
CREATE TABLE objection_contact (
  objection TEXT PRIMARY KEY,
  case_id TEXT NOT NULL,
  name TEXT NOT NULL,
  contact TEXT NOT NULL,
  at INTEGER NOT NULL
) STRICT;
CREATE TRIGGER space_no_update BEFORE UPDATE ON space
  BEGIN SELECT RAISE(ABORT, 'the kind of a space never changes'); END;
CREATE TRIGGER space_no_delete BEFORE DELETE ON space
  BEGIN SELECT RAISE(ABORT, 'the kind of a space never changes'); END;
CREATE INDEX subject_by_name ON subject (type, name, id);
CREATE INDEX fact_by_subject ON fact (subject_id, name);
CREATE INDEX image_by_package ON image (package, seq);
CREATE INDEX message_attempt_by_message ON message_attempt (message_id, seq);
CREATE TRIGGER event_no_update BEFORE UPDATE ON event BEGIN SELECT RAISE(ABORT, 'event is append-only'); END;
CREATE TRIGGER event_no_delete BEFORE DELETE ON event BEGIN SELECT RAISE(ABORT, 'event is append-only'); END;
CREATE TRIGGER subject_no_update BEFORE UPDATE ON subject BEGIN SELECT RAISE(ABORT, 'subject is append-only'); END;
CREATE TRIGGER subject_no_delete BEFORE DELETE ON subject BEGIN SELECT RAISE(ABORT, 'subject is append-only'); END;
CREATE TRIGGER fact_no_update BEFORE UPDATE ON fact BEGIN SELECT RAISE(ABORT, 'fact is append-only'); END;
CREATE TRIGGER fact_no_delete BEFORE DELETE ON fact BEGIN SELECT RAISE(ABORT, 'fact is append-only'); END;
CREATE TRIGGER blob_no_update BEFORE UPDATE ON blob BEGIN SELECT RAISE(ABORT, 'blob is append-only'); END;
CREATE TRIGGER blob_no_delete BEFORE DELETE ON blob BEGIN SELECT RAISE(ABORT, 'blob is append-only'); END;
CREATE TRIGGER image_no_update BEFORE UPDATE ON image BEGIN SELECT RAISE(ABORT, 'image is append-only'); END;
CREATE TRIGGER image_no_delete BEFORE DELETE ON image BEGIN SELECT RAISE(ABORT, 'image is append-only'); END;
CREATE TRIGGER message_no_update BEFORE UPDATE ON message BEGIN SELECT RAISE(ABORT, 'message is append-only'); END;
CREATE TRIGGER message_no_delete BEFORE DELETE ON message BEGIN SELECT RAISE(ABORT, 'message is append-only'); END;
CREATE TRIGGER message_attempt_no_update BEFORE UPDATE ON message_attempt BEGIN SELECT RAISE(ABORT, 'message_attempt is append-only'); END;
CREATE TRIGGER message_attempt_no_delete BEFORE DELETE ON message_attempt BEGIN SELECT RAISE(ABORT, 'message_attempt is append-only'); END;
CREATE INDEX membership_by_unit ON membership (unit, role);
CREATE INDEX account_secret_by_account ON account_secret (account, seq);
CREATE INDEX sign_in_attempt_by_login ON sign_in_attempt (login_key, at);
CREATE INDEX sign_in_attempt_by_source ON sign_in_attempt (source, at);
CREATE INDEX session_by_account ON session (account, started_at);
CREATE INDEX session_seen_by_session ON session_seen (session_id, at);
CREATE TRIGGER account_secret_no_update BEFORE UPDATE ON account_secret BEGIN SELECT RAISE(ABORT, 'account_secret is append-only'); END;
CREATE TRIGGER account_secret_no_delete BEFORE DELETE ON account_secret BEGIN SELECT RAISE(ABORT, 'account_secret is append-only'); END;
CREATE TRIGGER sign_in_attempt_no_update BEFORE UPDATE ON sign_in_attempt BEGIN SELECT RAISE(ABORT, 'sign_in_attempt is append-only'); END;
CREATE TRIGGER sign_in_attempt_no_delete BEFORE DELETE ON sign_in_attempt BEGIN SELECT RAISE(ABORT, 'sign_in_attempt is append-only'); END;
CREATE TRIGGER sign_in_success_no_update BEFORE UPDATE ON sign_in_success BEGIN SELECT RAISE(ABORT, 'sign_in_success is append-only'); END;
CREATE TRIGGER sign_in_success_no_delete BEFORE DELETE ON sign_in_success BEGIN SELECT RAISE(ABORT, 'sign_in_success is append-only'); END;
CREATE TRIGGER session_no_update BEFORE UPDATE ON session BEGIN SELECT RAISE(ABORT, 'session is append-only'); END;
CREATE TRIGGER session_no_delete BEFORE DELETE ON session BEGIN SELECT RAISE(ABORT, 'session is append-only'); END;
CREATE TRIGGER session_seen_no_update BEFORE UPDATE ON session_seen BEGIN SELECT RAISE(ABORT, 'session_seen is append-only'); END;
CREATE TRIGGER session_seen_no_delete BEFORE DELETE ON session_seen BEGIN SELECT RAISE(ABORT, 'session_seen is append-only'); END;
CREATE TRIGGER session_end_no_update BEFORE UPDATE ON session_end BEGIN SELECT RAISE(ABORT, 'session_end is append-only'); END;
CREATE TRIGGER session_end_no_delete BEFORE DELETE ON session_end BEGIN SELECT RAISE(ABORT, 'session_end is append-only'); END;
CREATE TRIGGER administrator_link_no_update BEFORE UPDATE ON administrator_link BEGIN SELECT RAISE(ABORT, 'administrator_link is append-only'); END;
CREATE TRIGGER administrator_link_no_delete BEFORE DELETE ON administrator_link BEGIN SELECT RAISE(ABORT, 'administrator_link is append-only'); END;
CREATE TRIGGER administrator_link_used_no_update BEFORE UPDATE ON administrator_link_used BEGIN SELECT RAISE(ABORT, 'administrator_link_used is append-only'); END;
CREATE TRIGGER administrator_link_used_no_delete BEFORE DELETE ON administrator_link_used BEGIN SELECT RAISE(ABORT, 'administrator_link_used is append-only'); END;
CREATE INDEX matter_ceiling_by_matter ON matter_ceiling (matter, seq);
CREATE UNIQUE INDEX commitment_one_a_claim ON commitment (claim) WHERE cancelled_fen < fen;
CREATE INDEX commitment_by_case ON commitment (case_id, made_at);
CREATE INDEX commitment_by_matter ON commitment (matter);
CREATE INDEX commitment_to_batch ON commitment (made_at) WHERE batched_fen < payable_fen;
CREATE INDEX payment_line_by_commitment ON payment_line (commitment);
CREATE INDEX payment_line_by_original ON payment_line (reissue_of_batch, reissue_of_number);
CREATE TRIGGER batch_release_four_eyes BEFORE INSERT ON batch_release
  WHEN (SELECT maker FROM payment_batch WHERE id = NEW.batch) = NEW.releaser
  BEGIN SELECT RAISE(ABORT, 'who made a batch does not release it'); END;
CREATE INDEX payment_result_by_line ON payment_result (batch, number, seq);
CREATE INDEX transfer_by_commitment ON transfer (commitment, id);
CREATE INDEX transfer_by_line ON transfer (line, id);
CREATE TRIGGER ledger_line_no_update BEFORE UPDATE ON ledger_line BEGIN SELECT RAISE(ABORT, 'ledger_line is append-only'); END;
CREATE TRIGGER ledger_line_no_delete BEFORE DELETE ON ledger_line BEGIN SELECT RAISE(ABORT, 'ledger_line is append-only'); END;
CREATE TRIGGER matter_ceiling_no_update BEFORE UPDATE ON matter_ceiling BEGIN SELECT RAISE(ABORT, 'matter_ceiling is append-only'); END;
CREATE TRIGGER matter_ceiling_no_delete BEFORE DELETE ON matter_ceiling BEGIN SELECT RAISE(ABORT, 'matter_ceiling is append-only'); END;
CREATE TRIGGER payment_batch_no_update BEFORE UPDATE ON payment_batch BEGIN SELECT RAISE(ABORT, 'payment_batch is append-only'); END;
CREATE TRIGGER payment_batch_no_delete BEFORE DELETE ON payment_batch BEGIN SELECT RAISE(ABORT, 'payment_batch is append-only'); END;
CREATE TRIGGER payment_line_no_update BEFORE UPDATE ON payment_line BEGIN SELECT RAISE(ABORT, 'payment_line is append-only'); END;
CREATE TRIGGER payment_line_no_delete BEFORE DELETE ON payment_line BEGIN SELECT RAISE(ABORT, 'payment_line is append-only'); END;
CREATE TRIGGER batch_release_no_update BEFORE UPDATE ON batch_release BEGIN SELECT RAISE(ABORT, 'batch_release is append-only'); END;
CREATE TRIGGER batch_release_no_delete BEFORE DELETE ON batch_release BEGIN SELECT RAISE(ABORT, 'batch_release is append-only'); END;
CREATE TRIGGER batch_cancel_no_update BEFORE UPDATE ON batch_cancel BEGIN SELECT RAISE(ABORT, 'batch_cancel is append-only'); END;
CREATE TRIGGER batch_cancel_no_delete BEFORE DELETE ON batch_cancel BEGIN SELECT RAISE(ABORT, 'batch_cancel is append-only'); END;
CREATE TRIGGER payment_result_no_update BEFORE UPDATE ON payment_result BEGIN SELECT RAISE(ABORT, 'payment_result is append-only'); END;
CREATE TRIGGER payment_result_no_delete BEFORE DELETE ON payment_result BEGIN SELECT RAISE(ABORT, 'payment_result is append-only'); END;
CREATE TRIGGER transfer_no_update BEFORE UPDATE ON transfer BEGIN SELECT RAISE(ABORT, 'transfer is append-only'); END;
CREATE TRIGGER transfer_no_delete BEFORE DELETE ON transfer BEGIN SELECT RAISE(ABORT, 'transfer is append-only'); END;
CREATE INDEX case_by_change ON case_file (changed);
CREATE INDEX case_by_subject ON case_file (subject, changed);
CREATE INDEX case_by_status ON case_file (status, changed);
CREATE INDEX case_step_by_unit ON case_step (unit, role, deadline);
CREATE INDEX case_unit_by_case ON case_unit (case_id);
CREATE INDEX case_notice_by_case ON case_notice (case_id, seq);
CREATE INDEX case_notice_by_day ON case_notice (result, closes);
CREATE INDEX case_decision_by_subject ON case_decision (subject);
CREATE INDEX matter_paid_by_subject ON matter_paid (subject, seq);
CREATE INDEX matter_paid_by_case ON matter_paid (case_id);
CREATE TRIGGER case_payee_no_update BEFORE UPDATE ON case_payee BEGIN SELECT RAISE(ABORT, 'case_payee is append-only'); END;
CREATE TRIGGER case_payee_no_delete BEFORE DELETE ON case_payee BEGIN SELECT RAISE(ABORT, 'case_payee is append-only'); END;
CREATE TRIGGER objection_contact_no_update BEFORE UPDATE ON objection_contact BEGIN SELECT RAISE(ABORT, 'objection_contact is append-only'); END;
CREATE TRIGGER objection_contact_no_delete BEFORE DELETE ON objection_contact BEGIN SELECT RAISE(ABORT, 'objection_contact is append-only'); END;
CREATE UNIQUE INDEX case_one_open ON case_file (matter_kind, matter_key) WHERE ended = 0 AND reopened = 0;
CREATE INDEX case_by_matter ON case_file (matter_kind, matter_key);
COMMIT;
