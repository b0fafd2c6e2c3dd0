package catalogue

import "context"

// At returns the items that lie at a path of a source, or of any when it is "",
// vanished ones too: a file, and the parts inside it, by source and part. part
// picks the one, "" all of them.
func (s *Store) At(ctx context.Context, source, path, part string) ([]Item, error) {
	return s.items(ctx, `item.path = ? AND (? = '' OR item.source = ?) AND (? = '' OR item.part = ?) ORDER BY item.source, item.part`, path, source, source, part, part)
}
