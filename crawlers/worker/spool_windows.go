package worker

import "os"

// unnamed makes a file that remove takes away: an open one keeps its name here.
func unnamed(dir string) (*os.File, error) { return os.CreateTemp(dir, ".parts-") }

func remove(f *os.File) { _ = os.Remove(f.Name()) }
