-- Keywright's tables in PostgreSQL 11 or later. Once, as a superuser, in the database of the application:
--
--   psql -X -v ON_ERROR_STOP=1 -1 -f schema.sql -f functions.sql
--
-- Three roles, none of which can log in: GRANT keywright_loader TO whoever loads files, GRANT keywright_app TO whoever
-- asks for keys. Nobody else can read or change anything here.

-- Not what the database's owner has put into a search path of its own.
SET search_path = pg_catalog, pg_temp;

DO $$
DECLARE role text;
BEGIN
  FOREACH role IN ARRAY ARRAY['keywright_owner', 'keywright_loader', 'keywright_app'] LOOP
    IF NOT EXISTS (SELECT 1 FROM pg_roles r WHERE r.rolname = role) THEN
      EXECUTE format('CREATE ROLE %I NOLOGIN', role);
    END IF;
  END LOOP;
  IF EXISTS (SELECT 1 FROM pg_namespace n WHERE n.nspname = 'keywright' AND (
      n.nspowner <> 'keywright_owner'::regrole OR EXISTS (
        SELECT 1 FROM aclexplode(n.nspacl) a WHERE a.privilege_type = 'CREATE' AND a.grantee <> n.nspowner))) THEN
    RAISE 'the schema keywright is of somebody else, or somebody else may create tables in it';
  END IF;
END $$;

CREATE SCHEMA IF NOT EXISTS keywright AUTHORIZATION keywright_owner;
REVOKE ALL ON SCHEMA keywright FROM PUBLIC;

-- As their owner from the start: what the superuser grants by ALTER DEFAULT PRIVILEGES must not count here, and a table
-- that somebody else made is an error.
SET ROLE keywright_owner;

-- The file in use of each series: the claims iss, sub, epoch, gen, iat, exp and cnt of its line 1, and the SHA-256 of
-- its entries.
CREATE TABLE IF NOT EXISTS keywright.keywright_head (
  sub text COLLATE "C" PRIMARY KEY,
  iss text NOT NULL,
  epoch bigint NOT NULL,
  gen bigint NOT NULL,
  iat bigint NOT NULL,
  not_after bigint NOT NULL,
  cnt bigint NOT NULL,
  ent text NOT NULL
);

-- Its keys. net: the networks that a key may be used from, separated by spaces.
CREATE TABLE IF NOT EXISTS keywright.keywright_key (
  sub text COLLATE "C" NOT NULL,
  digest text COLLATE "C" NOT NULL,
  id text NOT NULL,
  nbf bigint,
  exp bigint,
  scope text NOT NULL,
  resource text,
  environment text,
  net text,
  PRIMARY KEY (sub, digest)
);

-- Only one load of a series at a time holds its row. A load that must not happen fails by one of the constraints.
CREATE TABLE IF NOT EXISTS keywright.keywright_guard (
  sub text COLLATE "C" PRIMARY KEY,
  state integer NOT NULL,
  CONSTRAINT the_file_was_cut_short CHECK (state <> -1),
  CONSTRAINT the_file_is_stale CHECK (state <> -2),
  CONSTRAINT the_file_is_of_another_vault CHECK (state <> -3),
  CONSTRAINT the_file_is_older_than_the_one_in_use CHECK (state <> -4),
  CONSTRAINT the_file_has_other_keys_than_the_one_in_use CHECK (state <> -5),
  CONSTRAINT the_state_is_known CHECK (state IN (1, 2))
);

-- Digests of what programs send when they have no key: an empty text, null, undefined.
CREATE TABLE IF NOT EXISTS keywright.keywright_nothing (digest text COLLATE "C" PRIMARY KEY);
INSERT INTO keywright.keywright_nothing VALUES
  ('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'),
  ('01ba4719c80b6fe911b091a7c05124b64eeece964e09c058ef8f9805daca546b'),
  ('7eb70257593da06f682a3ddda54a9d260d4fc514f645237f5ca74b08f8da61a6'),
  ('36a9e7f1c95b82ffb99743e0c5c4ce95d83c9a430aac59f84ef3cbfab6145068'),
  ('3973e022e93220f9212c18d0d0c543ae7c309e46640da93a4a0314de999f5112'),
  ('61d1954b9aba0c9aedb8d1338804e817c7262cfc36da94161dab8e3ed7a3a43a'),
  ('204186334624a3b0dfb97ca25b9a55680ed46da561f9dade54ed4c0712dd8f4e'),
  ('e86dd77a7ee765ea10ff34e3886eac5b21673b5809c242e96b376ed76c28e48c'),
  ('74234e98afe7498fb5daf1f36ac2d78acc339464f950703b8c019892f982b90b'),
  ('38e0b9de817f645c4bec37c0d4a3e58baecccb040f5718dc069a72c7385a0bed'),
  ('abdfbffecbe18ed94df9829819e596ee285b52a94aa108514452a9121721c789'),
  ('e257a8a313a33f755c90d6767b69e32915c49cc09eb3becdb1af265d56fdb02e'),
  ('fb329000228cc5a24c264c57139de8bf854fc86fc18bf1c04ab61a2b5cb4b921'),
  ('21726c10dcf9e11a1bc65ffab39bb4df9a068d87d16f1946d8f54d44860395a5'),
  ('cf3e339d25c3c023c9417ffc5d8e73f1da828b18feecaf14fdb9c24d04e49ba0'),
  ('afd3e749b15f550b369e5c87afe9c07a368407fb6e302dc2259dee776773b079'),
  ('fa1d2db62d4d952e2031452e1bc1ddcad0b192c2e29a706f11ce426ae5acddea'),
  ('a002524d8279a757abff9705262271831c988b48b06dbee7e143b4179da4abde'),
  ('08dc191e6050094638f76ca78137a68218cb10c0ff3680ae88a648d95139edbb'),
  ('b88211f72aa36c5e34cebb0cc453b5346e0f8b6619fc22a18a29e5ae45aa987b'),
  ('5da3a4c7f117944275b4c8629c4916403625d5a4a6573a01ecb03f0e9d2edbe6'),
  ('aaf215657c1641b3e65abc4a8aa222131edbb86b8e67d208ba6c8aa9041735c3'),
  ('2f4f0824143ac211c48f0e61864948e2bda03423033ca10bbcdb84d51191d9ea'),
  ('abadaa4ed1cc7f86b363fb92283c9cfeb4ffb5242352ad71f4fbcf862e6db72c'),
  ('69e69621d904f5d0ebdeaec523b5bcce258ad7aaf64e8734cbef8be36f963d54'),
  ('14fcc52d92b64e2e7ac7b3bd783160c3ab02356339395661739624a4bec0d45a'),
  ('150556e275841c32113ca2467da3c96e4f3bc9bfd655bfd4e6bdf1b083fefd46'),
  ('464ae32572abfb64ebf71b6e01c202cc7ea3097083fd70b9b73256607d399d03'),
  ('e118b5c29cb4b975251601a6cc3209a4ea3eb0b429b205b679a8645da47da654'),
  ('be2b6f8b290dd74c7c8b6b13d23d2c562afee5b1a1fe68a8375cce8e014433d1'),
  ('01d921debc549ce0446eea1b257183da1d0d422f679e511f610b2ff73c51b98c'),
  ('6814dcb79555e4dcd076233248802b1179980dd839615a3ee41168c5d6559835'),
  ('140bedbf9c3f6d56a9846d2ba7088798683f4da0c248231336e6a05679e4fdfe'),
  ('fcf33dfbe13c2354bf0e1b063f9fb422747a46cee00b7420bceff2b81457b345'),
  ('db49250fa673e01fc0aaf7d9d007f1e0d84adf8d1515e5e1cf0d160235f50f2a'),
  ('e8dfbbe626a96c4c4163420479c2b0bb4e1ee5f4ffc0964f585f8398ee3ce57a'),
  ('c627c09c14e58e44bc51622dac392958ec88244e414b508020634f53cfcd1e69'),
  ('51cfd463b6af8a57b3380487f986abf10f137073e9be453e44a7e9a5b4c0e72b'),
  ('4c735ee4dffa08f9eb254284050ca480467649d887bf446345dfc48cf6318b45'),
  ('afba42b540f02e63150214b5b87be6d6cc779afd1d4aca7157779c0d42a1bbe0'),
  ('dc937b59892604f5a86ac96936cd7ff09e25f18ae6b758e8014a24c7fa039e91'),
  ('af5d8a21858f42808c9bcc17012b77bcc2fd6ab3b071dbd4a05f13f410470541'),
  ('98151f3a6ba251eea70e602202c1c01eaa43d05f8677d9c9505e59e6ca4577c2'),
  ('d53fca1b220d3c49135917af528b7ebae7a9f744a17e1fa7660552d0ff72933c'),
  ('eb045d78d273107348b0300c01d29b7552d622abbc6faf81b3ec55359aa9950c'),
  ('770c2d18aa4ec3159f46da461ef452972949942ff4f6a9771044485faa146398'),
  ('aa82166ce4a0891a42ac8d6eda21c6048c86cafb311055d81266ac61d6167350'),
  ('0f739d96ddb0b87937fe2ee24597397c79d4744a756df1a0513bb0e03289f987'),
  ('b460b79e4bfbaefde51fa7d10a935bc604cd77aef3aa6a81ba91fe0bcd57e04c'),
  ('dd6abb67757936d021cd209c19578c8d679f50f14c7e15b47caeddb68afafa79'),
  ('63df2aa98823c1af90a8728ccc615c98cbd8848d87d9c7ebba982e23bda36029'),
  ('da9a3fc266287418a3b923f775d8eb60f8a85809c9b4fd77e039acc2f003be8e'),
  ('f02dfb7da82a40b055700e27ce61e0b3ad10985137f721e7a2c62b3dc3fbaf31'),
  ('50fbe849aa61688a0dde78393afa32aba45d9f4a52109662bea06fa4c45715d5'),
  ('1d62e9766e9595afb9e1a8a9353c871be72aba33297835ec1371c8146349fe20'),
  ('6f7c12cb284378f118130db6de991e8a9e57c6fde86d85b5670feb3c6da12f9c')
ON CONFLICT DO NOTHING;

GRANT USAGE ON SCHEMA keywright TO keywright_loader, keywright_app;
GRANT SELECT, INSERT, UPDATE ON keywright.keywright_head, keywright.keywright_guard TO keywright_loader;
GRANT SELECT, INSERT, UPDATE, DELETE ON keywright.keywright_key TO keywright_loader;

RESET ROLE;
RESET search_path;
