package crawlers

import "strconv"

// OverLimit is the Reason of an entry with the state TooLarge that is larger
// than a limit of so many bytes. It says the limit as a person would.
func OverLimit(limit int64) string {
	for _, u := range []struct {
		bytes int64
		name  string
	}{{1 << 40, "TB"}, {1 << 30, "GB"}, {1 << 20, "MB"}, {1 << 10, "KB"}} {
		if limit >= u.bytes && limit%u.bytes == 0 {
			return "larger than the limit of " + strconv.FormatInt(limit/u.bytes, 10) + " " + u.name
		}
	}
	return "larger than the limit of " + strconv.FormatInt(limit, 10) + " bytes"
}
