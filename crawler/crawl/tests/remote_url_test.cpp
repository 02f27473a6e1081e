#include "crawl/remote_url.hpp"

#include <gtest/gtest.h>

namespace autopar::crawl {
namespace {

TEST(RemoteUrl, HasHostAndRepository) {
  const Result<RemoteUrl> url = parse_remote_url("https://Example.ORG:8443/a/owner/name.git//");
  ASSERT_TRUE(url);
  EXPECT_EQ(url->text, "https://Example.ORG:8443/a/owner/name.git");
  EXPECT_EQ(url->host, "example.org");
  EXPECT_EQ(url->repository, "owner/name");
  EXPECT_EQ(parse_remote_url("git://[::1]:9418/name")->host, "[::1]");
  EXPECT_EQ(parse_remote_url("git://h/name")->repository, "name");
}

TEST(RemoteUrl, IsRefusedWhereItCouldRunOrTellSomething) {
  for (const char* const source :
       {"ext::sh -c x", "file:///x", "ssh://host/x", "https://", "https:///x", "https://host",
        "https://user@host/x", "https://user:word@host/x", "https://-host/x", "https://host/a b",
        "https://host/a\nb", "HTTPS://host/x"}) {
    EXPECT_TRUE(is_remote(source)) << source;
    EXPECT_FALSE(parse_remote_url(source)) << source;
  }
  EXPECT_FALSE(is_remote("folder/x"));
}

}  // namespace
}  // namespace autopar::crawl
