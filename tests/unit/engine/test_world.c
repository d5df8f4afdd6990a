#include <criterion/criterion.h>
Test(world, none)
{
}
