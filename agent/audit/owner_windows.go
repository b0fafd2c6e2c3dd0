package audit

import "os"

// likeFolder has nothing to do here: a folder passes its permissions on.
func likeFolder(*os.File, string) error { return nil }
